import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileSchema } from './profile.ts';
import type { Fault } from './profile.ts';
import type { Reply } from './reply.ts';
import { scriptOf } from './script.ts';
import { openaiChat } from './wires/openai-chat.ts';

const profile = profileSchema.parse({
  name: 'm',
  ttft: { medianMs: 100, sigma: 0 },
  pace: { tokensPerSecond: 100, jitter: 0 },
  accuracy: 1,
  stallMs: 77,
});
const replyOf = (frames: number): Reply => ({
  answer: {
    id: '1',
    model: 'm',
    createdS: 7,
    reasoning: [],
    text: Array.from({ length: frames }, (_, i) => ({ text: ` w${i}`, tokens: 1 })),
    toolCalls: [],
    finish: 'stop',
    usage: null,
  },
  timing: { ttftMs: 100, msPerToken: 10, jitter: 0, preambleShare: 0.5, trailerMs: 5 },
  right: null,
});
const script = (fault: Fault | null, { stream = true, prompt = 'Q', frames = 9 } = {}) => {
  const body = { model: 'm', stream, messages: [{ role: 'user', content: prompt }] };
  return scriptOf(openaiChat, openaiChat.parse(body, ''), replyOf(frames), { fault, profile, seed: 1 });
};

describe('scriptOf', () => {
  it('is the wire’s frames at their instants', () => {
    const { chunks, kinds, due, end } = script(null, { frames: 2 });
    expect(kinds.join('')).toBe('ottee');
    expect(due).toEqual([50, 100, 110, 115, 115]);
    expect(chunks).toHaveLength(5);
    expect(end).toBe('clean');
  });

  it('is one body at the last instant when not streamed', () => {
    const { chunks, kinds, due } = script(null, { stream: false, frames: 2 });
    expect([kinds, due]).toEqual([['w'], [115]]);
    expect(JSON.parse(chunks[0] as string)).toMatchObject({ object: 'chat.completion' });
  });

  it('breaks a stream after some content and before the rest', () => {
    const ends = { stream_cut: 'cut', stall: 'hang', mid_stream_error: 'clean', malformed: 'clean' } as const;
    const fault = fc.constantFrom(...(Object.keys(ends) as (keyof typeof ends)[]));
    fc.assert(
      fc.property(fault, fc.string(), fc.integer({ min: 2, max: 30 }), (kind, prompt, frames) => {
        const { kinds, due, chunks, end, hangMs } = script(kind, { prompt, frames });
        expect(kinds.join('')).toMatch(end === 'clean' ? /^ot+x$/ : /^ot+$/);
        const said = kinds.filter((letter) => letter === 't').length;
        expect(said).toBeLessThan(frames);
        expect(end).toBe(ends[kind]);
        expect(chunks).toHaveLength(kinds.length);
        // The break itself is due when the frame would have been that never came.
        expect(due.at(-1)).toBe(100 + 10 * said);
        expect(hangMs).toBe(77);
      }),
    );
  });

  it('breaks at different places for different prompts', () => {
    const lengths = Array.from(
      { length: 20 },
      (_, i) => script('stream_cut', { prompt: `p${i}` }).chunks.length,
    );
    expect(new Set(lengths).size).toBeGreaterThan(3);
  });

  it('breaks a whole body in the middle', () => {
    const { chunks, end } = script('stream_cut', { stream: false });
    expect(end).toBe('cut');
    expect(() => JSON.parse(chunks[0] as string) as unknown).toThrow(SyntaxError);
    expect(script('stall', { stream: false })).toMatchObject({ chunks: [], end: 'hang' });
  });

  it('leaves a refusal whole', () => {
    expect(script('refusal')).toEqual(script(null));
  });
});
