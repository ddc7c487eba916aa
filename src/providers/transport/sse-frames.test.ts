import fc from 'fast-check';
import { createParser } from 'eventsource-parser';
import { describe, expect, it } from 'vitest';
import { SseFrames } from './sse-frames.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function countOf(text: string, cuts: number[] = []): number {
  const bytes = encode(text);
  const frames = new SseFrames();
  let count = 0;
  let from = 0;
  for (const cut of [...cuts.filter((c) => c < bytes.length).toSorted((a, b) => a - b), bytes.length]) {
    count += frames.push(bytes.subarray(from, cut));
    from = cut;
  }
  return count + frames.end();
}

/** What the parser inside the AI SDK dispatches. */
function witness(text: string): number {
  let events = 0;
  const parser = createParser({ onEvent: ({ data }) => (data === '[DONE]' ? undefined : events++) });
  parser.feed(text);
  return events;
}

describe('SseFrames', () => {
  it.each([
    ['one frame', 'data: {"a":1}\n\n', 1],
    ['no space after the colon', 'data:{"a":1}\n\n', 1],
    ['CRLF', 'data: 1\r\n\r\ndata: 2\r\n\r\n', 2],
    ['CR alone', 'data: 1\r\rdata: 2\r\r', 2],
    ['event field first', 'event: ping\ndata: {"type":"ping"}\n\n', 1],
    ['comments and pings are no frames', ': keep-alive\n\n: x\n\ndata: 1\n\n', 1],
    ['an event without data is no frame', 'event: ping\n\n', 0],
    ['[DONE] is no frame', 'data: 1\n\ndata: [DONE]\n\n', 1],
    ['text that only begins like [DONE]', 'data: [DONE]!\n\n', 1],
    ['several data lines are one frame', 'data: a\ndata: b\n\n', 1],
    ['a field that only begins like data', 'database: 1\n\n', 0],
    ['an unfinished frame does not count', 'data: 1\n\ndata: {"a":\n', 1],
    ['a last event needs no empty line', 'data: {"a":1}\n\ndata: {"a":2}\n', 2],
    ['nor an end of its line', 'data: {"a":1}\r\n\r\ndata: {"a":2}', 2],
    ['a byte order mark is no part of it', '\uFEFFdata: 1\n\ndata: 2\n\n', 2],
    ['a last [DONE] is no frame', 'data: 1\n\ndata: [DONE]', 1],
    ['a frame of 100 kB', `data: ${'x'.repeat(100_000)}\n\n`, 1],
  ])('%s', (_name, text, expected) => {
    expect(countOf(text)).toBe(expected);
  });

  it('counts a frame with the chunk that completed it', () => {
    const frames = new SseFrames();
    const chunks = ['data: a\n\ndata: b', 'bb\n\ndata: c\n', '\n'];
    expect(chunks.map((chunk) => frames.push(encode(chunk)))).toEqual([1, 1, 1]);
  });

  it('counts the same however the bytes are cut, also inside characters', () => {
    const text = 'data: {"t":"héllo 世界 🚀"}\r\n\r\n: ping\n\nevent: x\ndata: {"t":"b"}\n\ndata: [DONE]\n\n';
    const bytes = encode(text).length;
    for (let cut = 1; cut < bytes; cut++) expect(countOf(text, [cut]), `cut at ${cut}`).toBe(2);
    expect(
      countOf(
        text,
        Array.from({ length: bytes }, (_, i) => i),
      ),
    ).toBe(2);
  });

  it('agrees with the parser of the AI SDK on any stream', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'data: x',
        'data:',
        'data',
        ': c',
        'event: e',
        'id: 1',
        'data: [DONE]',
        '',
        '',
        'retry: 5',
        'dat',
        'data: ü',
      ),
      fc.string({ maxLength: 40 }).map((s) => `data: ${s.replaceAll(/[\r\n]/g, '')}`),
    );
    const stream = fc.tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'));
    fc.assert(
      fc.property(stream, fc.array(fc.nat(400), { maxLength: 10 }), ([lines, end], cuts) => {
        const text = lines.map((l) => l + end).join('');
        // a last event is whole without its empty line when its JSON is
        const isWhole = text.trimEnd().endsWith('}');
        expect(countOf(text, cuts)).toBe(witness(isWhole ? `${text}\n\n` : text));
      }),
      { numRuns: 500 },
    );
  });
});
