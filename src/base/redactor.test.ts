import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

const key = 'sk-Canary+4f9/Zq71_LmNoPq.RsTuVw';
const redact = createRedactor([key, 'sk-x']);
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
