import { setImmediate as turn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { IncomingAnswer } from './incoming-answer.ts';
import type { ResponseSink } from './response-sink.ts';
import { WireTrace } from './wire-trace.ts';

const sse = ['content-type', 'text/event-stream'];
const limits = { bodyBytes: 10_000, frameBytes: 1000 };

/** A reader that counts frames as the transport sees them: one a line. */
function reader(more: Partial<ResponseSink> = {}) {
  const trace = new WireTrace();
  const told: string[] = [];
  let text = '';
  const sink: ResponseSink = {
    head: (status) => void told.push(`head ${status}`),
    data(bytes, atMs) {
      const part = Buffer.from(bytes).toString();
      text += part;
      for (const _ of part.matchAll(/\n/g)) trace.frames.at.push(atMs);
    },
    end: () => void told.push('end'),
    fail: ({ code, message }) => void told.push(`fail ${code}: ${message}`),
    ...more,
  };
  const request = {
    abort: () => void told.push('abort'),
    taken: (bytes: number) => void told.push(`taken ${bytes}`),
  };
  const answer = new IncomingAnswer(trace, sink, limits, request);
  const none = new Uint8Array();
  return {
    trace,
    told,
    text: () => text,
    head: (status = 200, headers = sse) => answer.receive(['head', 1, 5, null, 6, status, headers], none),
    data: (bytes: string | Uint8Array, atMs = 7) => {
      const buffer = Buffer.from(bytes as string);
      return answer.receive(['data', 1, atMs, buffer.length], buffer);
    },
    end: () => answer.receive(['end', 1, 9], none),
    fail: () => answer.receive(['fail', 1, 9, 5, null, 'ECONNRESET', 'read ECONNRESET'], none),
  };
}

describe('IncomingAnswer', () => {
  it('hands an answer on in order, and is over when it is', () => {
    const { head, data, end, told, text, trace } = reader();
    expect([head(), data('a\n'), data('b\n'), end()]).toEqual([false, false, false, true]);
    expect(told).toEqual(['head 200', 'end']);
    expect(text()).toBe('a\nb\n');
    expect(trace).toMatchObject({ sentMs: 5, headersMs: 6, firstByteMs: 7, closedMs: 9, failure: null });
  });

  it('ends an answer that is too long, and names the setting', () => {
    const { head, data, told, trace } = reader();
    head();
    for (let i = 0; i < 20; i++) data(`${'x'.repeat(900)}\n`);
    const said = 'ASSAY_TOO_LARGE: the answer is over 0.01 MB, the limit set by limits.maxResponseMb';
    expect(told).toEqual(['head 200', 'abort', `fail ${said}`]);
    expect(trace.failure?.code).toBe('ASSAY_TOO_LARGE');
  });

  it('bears a connection that breaks, or stays open, behind an answer that said it was complete', () => {
    vi.useFakeTimers();
    const broken = reader({ isComplete: true });
    broken.head();
    expect([broken.data('a\n'), broken.fail()]).toEqual([false, true]);
    expect(broken.told).toEqual(['head 200', 'abort', 'end']);
    expect(broken.trace).toMatchObject({ closedMs: 7, failure: null });
    const open = reader({ isComplete: true });
    open.head();
    open.data('a\n');
    vi.advanceTimersByTime(1000);
    expect(open.told).toEqual(['head 200']);
    vi.advanceTimersByTime(2000);
    expect(open.told).toEqual(['head 200', 'abort', 'end']);
    const cut = reader({ isComplete: false });
    cut.head();
    cut.data('a\n');
    cut.fail();
    expect(cut.told.at(-1)).toBe('fail ECONNRESET: read ECONNRESET');
    vi.useRealTimers();
  });

  it('ends an answer with a frame that does not end, unless it is JSON in one piece', () => {
    const framed = reader();
    framed.head();
    for (let i = 0; i < 3; i++) framed.data('x'.repeat(500));
    expect(framed.told.at(-1)).toMatch(/an event of the answer is over 0.001 MB.*limits.maxFrameMb/);
    const whole = reader();
    whole.head(200, ['content-type', 'application/json; charset=utf-8']);
    for (let i = 0; i < 3; i++) whole.data('x'.repeat(500));
    whole.end();
    expect(whole.told).toEqual(['head 200', 'end']);
  });

  it('counts a compressed answer as it is read, and stamps it as it came', async () => {
    const bomb = reader();
    bomb.head(200, [...sse, 'content-encoding', 'gzip']);
    bomb.data(gzipSync('y\n'.repeat(1_000_000)));
    await vi.waitFor(() => expect(bomb.told.at(-1)).toContain('ASSAY_TOO_LARGE'));
    const small = reader();
    small.head(200, [...sse, 'content-encoding', 'gzip']);
    small.data(gzipSync('a\n'), 7);
    small.data(gzipSync('b\n'), 8);
    small.end();
    await vi.waitFor(() => expect(small.told).toEqual(['head 200', 'end']));
    expect(small.trace.frames.at).toEqual([7, 8]);
  });

  it('listens to a refusal for a while only, and keeps its status', async () => {
    const { head, data, told, trace } = reader();
    head(500, ['content-type', 'application/json']);
    // more than it may hold as an answer would be told as such
    data('x'.repeat(9000));
    expect(told).toEqual(['head 500']);
    const long = new IncomingAnswer(
      trace,
      {
        head: () => undefined,
        data: () => undefined,
        end: () => void told.push('end'),
        fail: () => undefined,
      },
      { bodyBytes: 1e9, frameBytes: 1000 },
      { abort: () => void told.push('abort'), taken: () => undefined },
    );
    long.receive(['head', 1, 5, null, 6, 500, []], new Uint8Array());
    expect(long.receive(['data', 1, 7, 1_000_001], new Uint8Array(1_000_001))).toBe(true);
    expect(told).toEqual(['head 500', 'abort', 'end']);
    expect(trace).toMatchObject({ status: 500, failure: null });
    const coded = reader();
    coded.head(401, ['content-encoding', 'secret-squeeze']);
    expect(coded.told).toEqual(['head 401', 'abort', 'end']);
  });

  it.each([
    [301, ['location', 'https://new.example/v1'], /status 301: redirected to https:\/\/new\.example\/v1/],
    [302, [], /status 302: redirected to an unknown address/],
    [307, ['location', `/\u001b[2J${'x'.repeat(500)}`], /status 307: redirected to \/ x{100,300}…/],
    [308, ['location', '/v2'], /use the final address as baseUrl/],
    [204, [], /status 204: the response has no content/],
    [304, [], /status 304: the response has no content/],
  ] as const)('takes status %i for no answer', (status, headers, said) => {
    const { head, told } = reader();
    expect(head(status, [...headers])).toBe(true);
    expect(told[0]).toBe('abort');
    expect(told[1]).toMatch(said);
    expect(told).toHaveLength(2);
  });

  it('ends this answer alone when its reader breaks', () => {
    const { head, data, told, trace } = reader({
      data: () => {
        throw new TypeError('x is not a function');
      },
    });
    head();
    expect(data('a\n')).toBe(true);
    expect(told).toEqual(['head 200', 'abort', 'fail ASSAY_CLIENT: x is not a function']);
    expect(trace.failure?.code).toBe('ASSAY_CLIENT');
  });

  it('tells what was read in lots, and nothing while it waits to be read', async () => {
    let read = () => undefined as void;
    const waiting = new Promise<void>((resolve) => (read = resolve));
    const trace = new WireTrace();
    const told: number[] = [];
    const answer = new IncomingAnswer(
      trace,
      { head: () => undefined, data: () => waiting, end: () => undefined, fail: () => undefined },
      { bodyBytes: 1e9, frameBytes: 1e9 },
      { abort: () => undefined, taken: (bytes) => void told.push(bytes) },
    );
    answer.receive(['head', 1, 5, null, 6, 200, sse], new Uint8Array());
    for (let i = 0; i < 3; i++) answer.receive(['data', 1, 7, 100_000], new Uint8Array(100_000));
    await turn();
    expect(told).toEqual([]);
    read();
    await turn();
    expect(told).toEqual([200_000]);
  });
});
