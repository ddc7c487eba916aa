/** Bills worked out by hand from the providers' price lists; the arithmetic stands beside each. */
import { expect, it } from 'vitest';
import type { Tokens } from '../contract/attempt.ts';
import type { Price, Target } from '../contract/suite.ts';
import { createPriceBook } from './price-book.ts';

const bill = (
  name: string,
  at: string,
  counts: Partial<Tokens>,
  changes: { price?: Price; overrides?: Record<string, Price> } = {},
) => {
  const [provider = '', model = ''] = name.split('/');
  const target: Target = {
    id: name,
    label: name,
    provider,
    model,
    promptId: 'p',
    parameters: {},
    limits: { concurrency: 1, timeoutMs: 1, retries: 0 },
    ...(changes.price && { price: changes.price }),
  };
  const tokens: Tokens = {
    input: 0,
    cacheRead: 0,
    cacheWrite: 0,
    output: 0,
    reasoning: 0,
    inputTotal: null,
    outputTotal: null,
    ...counts,
  };
  const atMs = Date.parse(at);
  const book = createPriceBook({ at: atMs, ...(changes.overrides && { overrides: changes.overrides }) });
  return book.costOf(tokens, target, atMs)?.nanousd;
};

it.each([
  // 1,000 × $2.50/M = $0.0025; 3,000 cached × $1.25/M = $0.00375; 500 × $10/M = $0.005; in all $0.01125
  ['OpenAI, cached input', 'openai/gpt-4o', { input: 1000, cacheRead: 3000, output: 500 }, 11_250_000],
  // 2,000 × $1.10/M = $0.0022; (300 + 1,700 reasoning) × $4.40/M = $0.0088; in all $0.011
  ['OpenAI, reasoning', 'openai/o4-mini', { input: 2000, output: 300, reasoning: 1700 }, 11_000_000],
  // 100 × $3/M = $0.0003; write 4,000 × $3.75/M = $0.015; read 10,000 × $0.30/M = $0.003; 200 × $15/M = $0.003; in all $0.0213
  [
    'Anthropic, cache write and read',
    'anthropic/claude-sonnet-4-6',
    { input: 100, cacheWrite: 4000, cacheRead: 10_000, output: 200 },
    21_300_000,
  ],
  // as before with 4,000 written for an hour × $6/M = $0.024 beside them; in all $0.0453
  [
    'Anthropic, one-hour cache write',
    'anthropic/claude-sonnet-4-6',
    { input: 100, cacheWrite: 4000, cacheWrite1h: 4000, cacheRead: 10_000, output: 200 },
    45_300_000,
  ],
  // 200,000 is not above 200,000: 200,000 × $1.25/M = $0.25; 1,000 × $10/M = $0.01; in all $0.26
  ['Gemini, at the tier', 'google/gemini-2.5-pro', { input: 200_000, output: 1000 }, 260_000_000],
  // one more: all tokens at the upper rate. 200,001 × $2.50/M = $0.5000025; 1,000 × $15/M = $0.015; in all $0.5150025
  ['Gemini, above the tier', 'google/gemini-2.5-pro', { input: 200_001, output: 1000 }, 515_002_500],
  // cached tokens count for the tier: 150,000 × $2.50/M = $0.375; 60,000 × $0.25/M = $0.015; 100 × $15/M = $0.0015; in all $0.3915
  [
    'Gemini, above the tier by its cache',
    'google/gemini-2.5-pro',
    { input: 150_000, cacheRead: 60_000, output: 100 },
    391_500_000,
  ],
] as const)('%s', (_, name, counts, nanousd) => {
  expect(bill(name, '2026-06-01T12:00:00Z', counts)).toBe(nanousd);
});

it('sound and pictures', () => {
  const noon = '2026-06-01T12:00:00Z';
  // 100 × $2.50/M = $0.00025; 1,000 heard × $32/M = $0.032; 200 × $10/M = $0.002; 500 spoken × $64/M = $0.032; in all $0.06625
  const talk = { input: 100, inputAudio: 1000, output: 200, outputAudio: 500 };
  expect(bill('openai/gpt-audio', noon, talk)).toBe(66_250_000);
  // 1,000 seen × $5/M = $0.005
  expect(bill('openai/gpt-realtime', noon, { inputImage: 1000 })).toBe(5_000_000);
  // a picture that is seen is input: 1,000 × $2.50/M = $0.0025; nobody says what one that is made costs
  expect(bill('openai/gpt-4o', noon, { inputImage: 1000 })).toBe(2_500_000);
  expect(bill('openai/gpt-4o', noon, { outputImage: 1000 })).toBeUndefined();
  // a price of one's own says nothing of sound
  expect(bill('openai/gpt-audio', noon, talk, { price: { input: 1, output: 1 } })).toBeUndefined();
});

it('DeepSeek by the hour of the day', () => {
  const used = { input: 10_000, cacheRead: 50_000, output: 2000 };
  // 00:30–16:30 UTC: 10,000 × $0.27/M = $0.0027; 50,000 × $0.07/M = $0.0035; 2,000 × $1.10/M = $0.0022; in all $0.0084
  expect(bill('deepseek/deepseek-chat', '2025-07-01T12:00:00Z', used)).toBe(8_400_000);
  // else: 10,000 × $0.135/M = $0.00135; 50,000 × $0.035/M = $0.00175; 2,000 × $0.55/M = $0.0011; in all $0.0042
  expect(bill('deepseek/deepseek-chat', '2025-07-01T20:00:00Z', used)).toBe(4_200_000);
});

it('a price that changed on a date', () => {
  // until 2026-03-13 above 200,000: 300,000 × $6/M = $1.80; 1,000 × $22.50/M = $0.0225; in all $1.8225
  const used = { input: 300_000, output: 1000 };
  expect(bill('anthropic/claude-sonnet-4-6', '2026-03-01T00:00:00Z', used)).toBe(1_822_500_000);
  // after it: 300,000 × $3/M = $0.90; 1,000 × $15/M = $0.015; in all $0.915
  expect(bill('anthropic/claude-sonnet-4-6', '2026-04-01T00:00:00Z', used)).toBe(915_000_000);
});

it('a batch at half price, as the user writes it', () => {
  // half of gpt-4o: 1,000 × $1.25/M = $0.00125; 500 × $5/M = $0.0025; in all $0.00375
  const batch = { input: 1.25, output: 5, cacheRead: 0.625 };
  const used = { input: 1000, output: 500 };
  expect(bill('openai/gpt-4o', '2026-06-01T12:00:00Z', used, { price: batch })).toBe(3_750_000);
  expect(bill('openai/gpt-4o', '2026-06-01T12:00:00Z', used, { overrides: { 'openai/gpt-4o': batch } })).toBe(
    3_750_000,
  );
});
