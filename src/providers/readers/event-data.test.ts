import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { EventData } from './event-data.ts';

function ours(chunks: readonly string[]): string[] {
  const seen: string[] = [];
  const events = new EventData((data) => seen.push(data));
  for (const chunk of chunks) events.feed(chunk);
  return seen;
}

function theirs(text: string): string[] {
  const seen: string[] = [];
  createParser({ onEvent: ({ data }) => seen.push(data) }).feed(text.replace(/^\uFEFF/, ''));
  return seen;
}

const line = fc.constantFrom(
  'data: a',
  'data:b',
  'data: ',
  'data',
  ': ping',
  'event: x',
  'id: 1',
  'retry: 5',
  'odd',
  'data: {"c":"d\\n"}',
  '',
);
const text = fc
  .tuple(fc.constantFrom('', '\uFEFF'), fc.array(line), fc.constantFrom('\n', '\r\n'))
  .map(([mark, lines, end]) => mark + lines.map((each) => each + end).join(''));

it('gives what the library gives, wherever the text is cut', () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(200)), (whole, cuts) => {
      const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)), whole.length].toSorted(
        (a, b) => a - b,
      );
      const chunks = at.slice(1).map((end, i) => whole.slice(at[i], end));
      expect(ours(chunks)).toEqual(theirs(whole));
    }),
  );
});

it('gives a bare line of JSON as data', () => {
  expect(ours(['data: a\n\n{"error":1}\n\n'])).toEqual(['a', '{"error":1}']);
});

it('gives a field of the name error as an event of it', () => {
  const seen: string[][] = [];
  const events = new EventData((...event) => seen.push(event));
  events.feed('data: a\n\nerror: {"code":500}\n\nerror: it broke\n\n');
  expect(seen).toEqual([
    ['a', ''],
    ['{"code":500}', 'error'],
    ['{"error":"it broke"}', 'error'],
  ]);
});

it('gives an event as soon as it is whole', () => {
  expect(ours(['data: {"a"', ':1}\n'])).toEqual([]);
  expect(ours(['data: {"a"', ':1}\n', '\ndata: [DO'])).toEqual(['{"a":1}']);
});

/** Characters that were searched or joined while an event of so many came in pieces. */
function workOf(length: number, feed: (events: EventData, piece: string) => void): number {
  let work = 0;
  const piece = 'x'.repeat(1000);
  const spies = (['indexOf', 'includes', 'startsWith', 'endsWith', 'slice'] as const).map((name) => {
    const original = String.prototype[name] as (...args: unknown[]) => unknown;
    const counting = function (this: string, ...args: unknown[]) {
      const result = Reflect.apply(original, this, args);
      // a look at either end costs nothing; a cut or a search costs what it goes over
      if (name === 'includes') work += this.length;
      if (name === 'indexOf') work += (result === -1 ? this.length : Number(result)) - Number(args[1] ?? 0);
      if (name === 'slice') work += (result as string).length;
      return result;
    };
    return vi.spyOn(String.prototype, name).mockImplementation(counting as never);
  });
  const join = Array.prototype.join;
  const joining = vi.spyOn(Array.prototype, 'join').mockImplementation(function (this: unknown[], by) {
    const whole = Reflect.apply(join, this, [by]) as string;
    work += whole.length;
    return whole;
  });
  try {
    const seen: number[] = [];
    const events = new EventData((data) => seen.push(data.length));
    events.feed('data: ');
    for (let i = 0; i < length / piece.length; i++) feed(events, piece);
    events.feed('\n\n');
    if (seen.length !== 1) throw new Error('the event was not given once');
  } finally {
    for (const spy of [...spies, joining]) spy.mockRestore();
  }
  return work;
}

it.each([
  ['plain', (events: EventData, piece: string) => events.feed(piece)],
  ['of many lines', (events: EventData, piece: string) => events.feed(`${piece}\ndata: `)],
  ['with CRLF', (events: EventData, piece: string) => events.feed(`${piece}\r\ndata: `)],
])('looks at an event once, however long it is: %s', (_name, feed) => {
  const [once, twice] = [workOf(200_000, feed), workOf(400_000, feed)];
  expect(once).toBeGreaterThan(200_000);
  expect(twice / once).toBeLessThan(2.1);
});
