import fc from 'fast-check';
import { expect, it } from 'vitest';
import { awsEvent } from '../../../../test/conformance/aws-event.ts';
import { framingOf } from '../framing.ts';

type Seen = [what: string, event: string];

function taken(bytes: Buffer, cuts: number[] = []): Seen[] {
  const seen: Seen[] = [];
  const framing = framingOf('application/vnd.amazon.eventstream', {
    frame: (data, event) => seen.push([data, event]),
    whole: (text) => seen.push([text, 'whole']),
  });
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  for (const [i, from] of at.entries()) framing.push(bytes.subarray(from, at[i + 1] ?? from));
  framing.end();
  return seen;
}

it('gives every message, wherever the bytes are cut', () => {
  const payload = fc.record({ text: fc.string({ unit: 'binary' }) });
  fc.assert(
    fc.property(fc.array(payload), fc.array(fc.nat()), (payloads, cuts) => {
      const bytes = Buffer.concat(payloads.map((each) => awsEvent('contentBlockDelta', each)));
      expect(taken(bytes, cuts)).toEqual(payloads.map((each) => [JSON.stringify(each), 'contentBlockDelta']));
    }),
  );
});

it('names exceptions', () => {
  expect(taken(awsEvent('throttlingException', { message: 'no' }, 'exception'))).toEqual([
    ['{"message":"no"}', 'throttlingException'],
  ]);
});

it('gives no message that was damaged, says so, and reads no further', () => {
  const messages = ['a', 'b', 'c'].map((name, x) => awsEvent(name, { x }));
  const intact = taken(Buffer.concat(messages));
  const bit = fc.nat(Buffer.concat(messages).length * 8 - 1);
  fc.assert(
    fc.property(bit, fc.array(fc.nat()), (at, cuts) => {
      const bytes = Buffer.concat(messages);
      const place = at >> 3;
      bytes[place]! ^= 1 << (at & 7);
      // a first byte of `{` or `[` is that of a document
      fc.pre(bytes[0] === 0);
      const seen = taken(bytes, cuts);
      const whole = Math.floor(place / (messages[0] as Buffer).length);
      expect(seen).toEqual([...intact.slice(0, whole), [expect.stringContaining('damaged'), 'error']]);
    }),
  );
  expect(taken(Buffer.alloc(20))).toEqual([[expect.stringContaining('damaged'), 'error']]);
});

it('takes JSON for an answer in one piece, and half a message for none', () => {
  expect(taken(Buffer.from('{"output":{}}'), [1])).toEqual([['{"output":{}}', 'whole']]);
  expect(taken(awsEvent('a', { x: 1 }).subarray(0, 20))).toEqual([]);
});
