import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, it } from 'vitest';
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

it('gives an event as soon as it is whole', () => {
  expect(ours(['data: {"a"', ':1}\n'])).toEqual([]);
  expect(ours(['data: {"a"', ':1}\n', '\ndata: [DO'])).toEqual(['{"a":1}']);
});
