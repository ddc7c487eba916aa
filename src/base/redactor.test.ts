import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';
import { cpuMsOf } from '../../test/cpu-ms.ts';

const key = 'sk-Canary+4f9/Zq71_LmNoPq.RsTuVw';
const redact = createRedactor([key, 'sk-x']);
const html = (text: string) =>
  text.replaceAll(/[^a-z0-9]/gi, (letter) => `&#x${letter.charCodeAt(0).toString(16).toUpperCase()};`);
const unicode = (text: string) =>
  [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('takes a secret out', () => {
  it.each([
    ['as it is', key],
    ['in capitals', key.toUpperCase()],
    ['in small letters', key.toLowerCase()],
    ['its first 12 characters', key.slice(0, 12)],
    ['all but its end', `${key.slice(0, -4)}****`],
    ['letter by letter', [...key].join(' ')],
    ['over two lines', `${key.slice(0, 9)}\n${key.slice(9)}`],
    ['in a URL', encodeURIComponent(key)],
    ['in a URL, each byte', Buffer.from(key).toString('hex').replaceAll(/../g, '%$&')],
    ['in a URL whose first letters need no code', `${key.slice(0, 9)}${encodeURIComponent(key.slice(9))}`],
    [
      'in JSON with codes',
      JSON.stringify(key)
        .slice(1, -1)
        .replaceAll('/', String.raw`\/`),
    ],
    ['in JSON, every letter a code', unicode(key)],
    ['in JSON within JSON', unicode(key).replaceAll('\\', '\\\\')],
    ['in HTML', html(key)],
    ['in HTML, every letter a code', [...key].map((letter) => `&#${letter.charCodeAt(0)};`).join('')],
    ['in base64, broken into lines of JSON', base64(key).replaceAll(/.{10}/g, String.raw`$&\r\n`)],
    ['in hex', Buffer.from(key).toString('hex')],
    ['in base64', base64(key)],
    ['in base64 for URLs', Buffer.from(key).toString('base64url')],
    ['in base64 behind one byte', base64(`:${key}:`)],
    ['in base64 behind two bytes', base64(`ab${key}`)],
    ['in base64 of a header', base64(`Bearer ${key}`)],
    ['its beginning in base64', base64(`user:${key.slice(0, 14)}`)],
  ])('%s', (_, written) => {
    const clean = redact(`before ${written} behind`);
    expect(clean).toMatch(/^before .*\[redacted\].* behind$/);
    for (let from = 0; from + 12 <= written.length; from++)
      expect(clean.toLowerCase()).not.toContain(written.slice(from, from + 12).toLowerCase());
  });
});

it('takes a short secret out as a word of its own alone', () => {
  expect(redact('key=sk-x, SK-X; sk-xy, risk-x')).toBe('key=[redacted], [redacted]; sk-xy, risk-x');
});

it('leaves fewer than 12 characters of a long one alone', () => {
  expect(redact(`begins with ${key.slice(0, 11)}…`)).toBe(`begins with ${key.slice(0, 11)}…`);
});

it('leaves texts without a secret as they are', () => {
  expect(createRedactor([])(key)).toBe(key);
  expect(createRedactor(['', '  '])('a b')).toBe('a b');
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => redact(text) === text));
});

it('finds every one of many, wherever they are', () => {
  const letters = fc.constantFrom(...'abcXYZ019-_+/=.%&$(');
  const secrets = fc.array(fc.string({ unit: letters, minLength: 12, maxLength: 60 }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(secrets, fc.nat(), fc.string(), fc.string(), (all, nth, before, behind) => {
      const one = all[nth % all.length] as string;
      const clean = createRedactor(all)(`${before}${one}${behind}`);
      expect(clean.toLowerCase()).not.toContain(one.toLowerCase());
    }),
    { numRuns: 40 },
  );
});

it('takes out all of any key, whatever its first letters are and however it is written', () => {
  const letters = fc.constantFrom(...'abcXYZ019-_+/=.%&$(~?>ÿ');
  const writings = [
    (text: string) => text,
    encodeURIComponent,
    html,
    unicode,
    base64,
    (text: string) => base64(`:${text}`),
    (text: string) => Buffer.from(`ab${text}`).toString('base64url'),
    (text: string) => encodeURIComponent(base64(text)),
    (text: string) => JSON.stringify({ text }).replaceAll('/', String.raw`\/`),
    (text: string) => Buffer.from(text).toString('hex').toUpperCase(),
  ];
  fc.assert(
    fc.property(fc.string({ unit: letters, minLength: 20, maxLength: 60 }), (one) => {
      for (const write of writings) {
        const left = createRedactor([one])(write(one)).replace('[redacted]', '');
        // what base64 shares with its neighbours, and the name of a field, may stay
        expect(left.length, write(one)).toBeLessThanOrEqual(11);
      }
    }),
    { numRuns: 100 },
  );
});

it('reads a text once, whatever it is full of', async () => {
  const secrets = [key, ...Array.from({ length: 20 }, (_, i) => `sk-proj-${i}-${'ab%2'.repeat(12)}`)];
  const many = createRedactor(secrets);
  const plain = 'x'.repeat(400_000);
  const time = (text: string) => cpuMsOf(() => many(text));
  await time(plain);
  const reference = Math.max(await time(plain), 1);
  for (const hostile of ['\\', '&#0', '%', 's', 'sk-', ' ', '\\u', key])
    expect((await time(hostile.repeat(400_000 / hostile.length))) / reference, hostile).toBeLessThan(60);
});
