import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awsEvent } from '../../../test/conformance/aws-event.ts';
import { AwsEventFrames } from './aws-event-frames.ts';
import type { FrameCounter } from './frame-counter.ts';
import { NdjsonFrames } from './ndjson-frames.ts';
import { WireFrames } from './wire-frames.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function countOf(counter: FrameCounter, bytes: Uint8Array, cuts: number[]): number {
  let count = 0;
  let from = 0;
  const edges = [...new Set(cuts.map((cut) => cut % (bytes.length + 1))), bytes.length];
  for (const cut of edges.toSorted((a, b) => a - b)) {
    count += counter.push(bytes.subarray(from, cut));
    from = cut;
  }
  return count + counter.end();
}
const everyByte = (bytes: Uint8Array) => Array.from(bytes, (_, i) => i);
const cuts = fc.array(fc.nat(100_000), { maxLength: 20 });
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('héllo 世界 🚀', '\r\n', ''),
);

describe('NdjsonFrames', () => {
  it.each([
    ['one line', '{"a":1}\n', 1],
    ['CRLF', '{}\r\n{}\r\n', 2],
    ['empty and blank lines are none', '{}\n\n \t\r\n{}\n', 2],
    ['the last line needs no end', '{}\n{"done":true}', 2],
    ['nothing', '', 0],
    ['a line of 1 MB', `"${'x'.repeat(1e6)}"\n`, 1],
  ])('%s', (_name, stream, expected) => {
    expect(countOf(new NdjsonFrames(), encode(stream), [])).toBe(expected);
  });

  it('counts what splitting and parsing finds, however the bytes are cut', () => {
    const lines = fc.array(
      fc.oneof(
        text.map((t) => JSON.stringify({ t })),
        fc.constantFrom('', ' '),
      ),
    );
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n'), fc.boolean(), cuts, (values, end, closed, at) => {
        const stream = values.join(end) + (closed ? end : '');
        const bytes = encode(stream);
        const expected = stream.split('\n').filter((line) => line.trim() !== '').length;
        expect(countOf(new NdjsonFrames(), bytes, at)).toBe(expected);
        expect(countOf(new NdjsonFrames(), bytes, everyByte(bytes))).toBe(expected);
      }),
    );
  });
});

describe('AwsEventFrames', () => {
  it('counts the messages that were written, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), cuts, (payloads, at) => {
        const bytes = Buffer.concat(payloads.map((delta) => awsEvent('contentBlockDelta', { delta })));
        expect(countOf(new AwsEventFrames(), bytes, at)).toBe(payloads.length);
        expect(countOf(new AwsEventFrames(), bytes, everyByte(bytes))).toBe(payloads.length);
      }),
    );
  });
  it('takes a giant message for one, an unfinished one for none, and stops at what is no message', () => {
    const giant = awsEvent('contentBlockDelta', { text: 'x'.repeat(2e6) });
    expect(countOf(new AwsEventFrames(), Buffer.concat([giant, giant]), [70_000, 1.5e6])).toBe(2);
    expect(countOf(new AwsEventFrames(), giant.subarray(0, -1), [])).toBe(0);
    expect(countOf(new AwsEventFrames(), Buffer.alloc(100), [])).toBe(0);
  });
});

describe('WireFrames', () => {
  it('counts by the content type and stamps a frame with the chunk that completed it', () => {
    const frames = new WireFrames();
    frames.begin(200, 'text/event-stream; charset=utf-8');
    frames.push(encode('data: a\n\ndata: b'), 10);
    frames.push(encode('\n\n: ping\n\n'), 20);
    frames.end();
    expect(frames.at).toEqual([10, 20]);
  });
  it('gives a last line without an end the stamp of its bytes', () => {
    const frames = new WireFrames();
    frames.begin(200, 'application/x-ndjson');
    frames.push(encode('{}\n{'), 1);
    frames.push(encode('}'), 2);
    frames.end();
    expect(frames.at).toEqual([1, 2]);
  });
  it('takes every chunk of an unknown framing for a frame, and none of a refusal', () => {
    const frames = new WireFrames();
    frames.begin(429, 'text/event-stream');
    frames.push(encode('data: {}\n\n'), 1);
    frames.end();
    frames.begin(200, null);
    frames.push(encode('ab'), 5);
    frames.push(encode('c'), 6);
    expect(frames.at).toEqual([5, 6]);
  });
  it('counts Bedrock’s framing', () => {
    const frames = new WireFrames();
    frames.begin(200, 'application/vnd.amazon.eventstream');
    frames.push(awsEvent('messageStart', { role: 'assistant' }), 3);
    expect(frames.at).toEqual([3]);
  });
});
