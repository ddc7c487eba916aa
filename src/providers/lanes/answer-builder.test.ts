import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokensOf } from './answer-builder.ts';

const usageOf = (
  input: Partial<LanguageModelV4Usage['inputTokens']>,
  output: Partial<LanguageModelV4Usage['outputTokens']>,
  raw?: LanguageModelV4Usage['raw'],
): LanguageModelV4Usage => ({
  inputTokens: {
    total: undefined,
    noCache: undefined,
    cacheRead: undefined,
    cacheWrite: undefined,
    ...input,
  },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined, ...output },
  ...(raw === undefined ? {} : { raw }),
});

it('makes buckets that sum to the provider’s totals', () => {
  const part = fc.option(fc.nat(1000), { nil: undefined });
  fc.assert(
    fc.property(
      fc.nat(1000),
      part,
      part,
      fc.nat(1000),
      part,
      (rest, cacheRead, cacheWrite, text, reasoning) => {
        const inputTotal = rest + (cacheRead ?? 0) + (cacheWrite ?? 0);
        const outputTotal = text + (reasoning ?? 0);
        const tokens = tokensOf(
          usageOf({ total: inputTotal, cacheRead, cacheWrite }, { total: outputTotal, reasoning }),
        );
        expect((tokens.input ?? 0) + (tokens.cacheRead ?? 0) + (tokens.cacheWrite ?? 0)).toBe(inputTotal);
        expect((tokens.output ?? 0) + (tokens.reasoning ?? 0)).toBe(outputTotal);
        expect(tokens.cacheRead).toBe(cacheRead ?? null);
      },
    ),
  );
});

it('tells Anthropic’s one-hour cache writes from the others; the sum stays', () => {
  const input = { total: 1600, noCache: 100, cacheRead: 300, cacheWrite: 1200 };
  const raw = { cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 1000 } };
  expect(tokensOf(usageOf(input, { total: 5, text: 5 }, raw))).toMatchObject({
    input: 100,
    cacheRead: 300,
    cacheWrite: 200,
    cacheWrite1h: 1000,
    inputTotal: 1600,
  });
  expect(tokensOf(usageOf(input, { total: 5 }))).not.toHaveProperty('cacheWrite1h');
});

it('leaves unknown what was not said', () => {
  expect(tokensOf(usageOf({}, {}))).toMatchObject({
    input: null,
    output: null,
    reasoning: null,
    inputTotal: null,
  });
});
