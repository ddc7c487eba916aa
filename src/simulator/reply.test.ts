import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKnowledge, promptKey } from './knowledge.ts';
import { joined } from './pieces.ts';
import { profileSchema } from './profile.ts';
import { composeReply } from './reply.ts';
import type { ReplyContext } from './reply.ts';
import type { WireRequest } from './wires/wire.ts';

const profile = profileSchema.parse({
  name: 'm',
  ttft: { medianMs: 100, sigma: 0 },
  pace: { tokensPerSecond: 100 },
  accuracy: 1,
  reasoningTokens: 50,
  tokensPerFrame: 3,
});
const call = { name: 'f', arguments: { city: 'Oslo', days: 14 } };
const knowledge = createKnowledge([
  { prompt: 'Q', expected: 7, category: 'a', style: 'bare' },
  { prompt: 'T', expected: call, category: 'a', style: 'tool' },
]);

function compose(more: Partial<WireRequest> = {}, context: Partial<ReplyContext> = {}) {
  const request: WireRequest = {
    model: 'm',
    prompt: 'Q',
    userTexts: [],
    toolResults: 0,
    inputCharacters: 40,
    tools: ['f'],
    stream: true,
    includeUsage: true,
    maxOutputTokens: null,
    reasoningFactor: 1,
    showReasoning: true,
    cache: true,
    ...more,
  };
  const key = promptKey(request.prompt);
  const rest = { seed: 1, profile, key, repetition: 0, id: 'i', createdS: 1, refuses: false };
  return composeReply({ ...rest, request, ...context }, knowledge);
}

describe('composeReply', () => {
  it('counts what it says', () => {
    const { answer, right } = compose();
    expect(joined(answer.text)).toBe('7');
    const reasoning = answer.reasoning.reduce((sum, piece) => sum + piece.tokens, 0);
    expect(answer.usage).toEqual({ input: 10, cacheRead: 0, cacheWrite: 0, output: 1, reasoning });
    expect(reasoning).toBeGreaterThan(20);
    expect([answer.finish, right]).toEqual(['stop', true]);
  });

  it('hides reasoning where the wire does, but counts it and waits for it', () => {
    const shown = compose();
    const hidden = compose({ showReasoning: false });
    expect(hidden.answer.reasoning).toEqual([]);
    expect(hidden.answer.usage).toEqual(shown.answer.usage);
    const tokens = hidden.answer.usage?.reasoning as number;
    expect(hidden.timing.ttftMs - shown.timing.ttftMs).toBeCloseTo(tokens * 10);
    expect(compose({ reasoningFactor: 0 }).answer.usage?.reasoning).toBe(0);
  });

  it('never says more than its limit, and says when it was cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.constantFrom('Q', 'T', 'unknown'), (limit, prompt) => {
        const { answer } = compose({ maxOutputTokens: limit, prompt });
        const full = compose({ prompt }).answer;
        const total = (usage: typeof answer.usage) => (usage ? usage.output + usage.reasoning : Number.NaN);
        expect(total(answer.usage)).toBe(Math.min(limit, total(full.usage)));
        expect(answer.finish === 'length').toBe(total(full.usage) > limit);
      }),
    );
  });

  it('finishes with a tool call when it makes one', () => {
    const { answer } = compose({ prompt: 'T' });
    expect(answer.finish).toBe('tool');
    expect(JSON.parse(joined(answer.toolCalls[0]?.arguments ?? []))).toEqual(call.arguments);
  });

  it('reads whole blocks of a long prompt from the cache once it was seen', () => {
    const usage = (repetition: number, more = {}) =>
      compose({ inputCharacters: 8000, ...more }, { repetition }).answer.usage;
    expect(usage(0)).toMatchObject({ input: 2000, cacheRead: 0 });
    expect(usage(1)).toMatchObject({ input: 80, cacheRead: 1920 });
    expect(usage(1, { cache: false })).toMatchObject({ input: 2000, cacheRead: 0 });
    expect(usage(1, { inputCharacters: 4000 })).toMatchObject({ input: 1000, cacheRead: 0 });
  });
});
