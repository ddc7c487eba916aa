import { readFileSync } from 'node:fs';
import { calcPrice } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tokens } from '../contract/attempt.ts';
import type { Target } from '../contract/suite.ts';
import { catalogueVersion } from './catalogue-rates.ts';
import { createPriceBook } from './price-book.ts';

const at = Date.UTC(2026, 0, 15, 12);
const targetOf = (provider: string, model: string, changes: Partial<Target> = {}): Target => ({
  id: `${provider}/${model}`,
  label: model,
  provider,
  model,
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
  ...changes,
});
const used = (input: number, output: number, changes: Partial<Tokens> = {}): Tokens => ({
  input,
  cacheRead: 0,
  cacheWrite: 0,
  output,
  reasoning: 0,
  inputTotal: null,
  outputTotal: null,
  ...changes,
});

describe('prices of a batch', () => {
  const book = createPriceBook({ overrides: { 'openai/own': { input: 8, output: 4, batch: 0.25 } }, at });
  const batched = (model: string, changes: Partial<Target> = {}) =>
    targetOf('openai', model, { batch: true, ...changes });

  it('are half of what the same calls cost one by one, or the share that is written', () => {
    expect(book.priceOf(batched('own'))).toEqual({
      price: { input: 2, output: 1 },
      priceId: 'override:input=8,output=4 batch=0.25',
    });
    expect(book.priceOf(batched('x', { price: { input: 3, output: 6 } }))?.price).toEqual({
      input: 1.5,
      output: 3,
    });
    expect(book.priceOf(batched('nobody-knows'))).toBeNull();
  });

  it('charge every bucket by the same share', () => {
    const one = targetOf('anthropic', 'claude-haiku-4-5');
    const counts = fc.integer({ min: 0, max: 1_000_000 }).map((count) => 2 * count);
    fc.assert(
      fc.property(counts, counts, counts, (input, output, cacheRead) => {
        const tokens = used(input, output, { cacheRead });
        const single = book.costOf(tokens, one, at)?.nanousd ?? Number.NaN;
        const together = book.costOf(tokens, { ...one, batch: true }, at)?.nanousd ?? Number.NaN;
        expect(Math.abs(together - single / 2)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('prices of service tiers', () => {
  const book = createPriceBook({
    overrides: {
      'openai/own': { input: 8, output: 4 },
      'openai/told': { input: 8, output: 4, serviceTiers: { flex: 0.25, priority: 3 } },
    },
    at,
  });
  const asking = (model: string, serviceTier?: string, changes: Partial<Target> = {}) =>
    targetOf('openai', model, {
      ...(serviceTier !== undefined && { parameters: { providerOptions: { openai: { serviceTier } } } }),
      ...changes,
    });
  const priced = (target: Target, tier?: string) =>
    book.costOf(used(1_000_000, 1_000_000), target, at, tier)?.nanousd ?? null;

  it('are the published share of the list price, or unknown', () => {
    const of = (model: string, tier?: string) => book.priceOf(asking(model, tier))?.price;
    expect(of('gpt-5-mini')).toMatchObject({ input: 0.25, output: 2, cacheRead: 0.025 });
    expect(of('gpt-5-mini', 'auto')).toEqual(of('gpt-5-mini'));
    expect(of('gpt-5-mini', 'flex')).toMatchObject({ input: 0.125, output: 1, cacheRead: 0.0125 });
    expect(of('gpt-5-mini', 'priority')).toMatchObject({ input: 0.45, output: 3.6 });
    expect(of('gpt-5-mini', 'fast')).toEqual(of('gpt-5-mini', 'priority'));
    expect(of('gpt-5-mini', 'scale')).toBeUndefined();
    expect(of('gpt-5-nano', 'priority')).toBeUndefined();
    expect(book.priceOf(asking('gpt-5-mini', 'flex'))?.priceId).toMatch(/ flex=0\.5$/);
  });

  it('are those of the tier that answered, whatever was asked for', () => {
    expect(priced(asking('gpt-5-mini', 'priority'), 'default')).toBe(2.25e9);
    expect(priced(asking('gpt-5-mini', 'priority'), '')).toBe(4.05e9);
    expect(priced(asking('gpt-5-mini'), 'flex')).toBe(1.125e9);
    expect(priced(asking('gpt-5-mini'), 'SERVICE_TIER_STANDARD')).toBe(2.25e9);
    expect(priced(asking('gpt-5-mini'), 'scale')).toBeNull();
  });

  it('are known for prices written by hand where the file says so', () => {
    expect(priced(asking('own'))).toBe(12e9);
    expect(priced(asking('own', 'flex'))).toBeNull();
    expect(priced(asking('told', 'flex'))).toBe(3e9);
    expect(priced(asking('told', 'flex'), 'default')).toBe(12e9);
    expect(priced(asking('told'), 'priority')).toBe(36e9);
  });

  it("take a target's own price as that of the tier it asks for", () => {
    const own = asking('any', 'flex', { price: { input: 2, output: 2 } });
    expect(priced(own)).toBe(4e9);
    expect(priced(own, 'flex')).toBe(4e9);
    expect(priced(own, 'default')).toBeNull();
  });

  it('do not go with a batch, whose price is its own', () => {
    expect(priced(asking('gpt-5-mini', 'priority', { batch: true }), 'batch')).toBe(1.125e9);
  });
});

describe('createPriceBook', () => {
  const book = createPriceBook({ overrides: { 'openai/gpt-4o': { input: 7, output: 9 } }, at });
  const plain = createPriceBook({ at });
  const gpt = targetOf('openai', 'gpt-4o');

  it("takes the target's price, then the override, then the public list, then nothing", () => {
    expect(book.priceOf({ ...gpt, price: { input: 1, output: 2 } })).toEqual({
      price: { input: 1, output: 2 },
      priceId: 'suite:input=1,output=2',
    });
    expect(book.priceOf(gpt)?.priceId).toBe('override:input=7,output=9');
    expect(plain.priceOf(gpt)).toEqual({
      price: { input: 2.5, output: 10, cacheRead: 1.25, cacheWrite: 2.5 },
      priceId: `genai-prices@${catalogueVersion}:openai/gpt-4o`,
    });
    expect(plain.priceOf(targetOf('openai', 'no-such-model'))).toBeNull();
    expect(plain.costOf(used(1, 1), targetOf('simulator', 'gpt-4o'), at)).toBeNull();
  });

  it('has no price per call for a machine that is paid by the hour', () => {
    expect(book.priceOf({ ...gpt, usdPerHour: 2 })).toBeNull();
    expect(book.costOf(used(1, 1), { ...gpt, usdPerHour: 2 }, at)).toBeNull();
  });

  it('goes by the URL when a target has one', () => {
    const local = targetOf('openai', 'gpt-4o', { baseUrl: 'http://127.0.0.1:8000/v1' });
    expect(plain.priceOf(local)).toBeNull();
    const router = targetOf('openai-compatible', 'llama-3.3-70b-versatile', {
      baseUrl: 'https://api.groq.com/openai/v1',
    });
    expect(plain.priceOf(router)?.priceId).toContain('groq/');
  });

  it('bills 1,000 input tokens of which 800 are cached as the provider does', () => {
    expect(plain.costOf(used(200, 0, { cacheRead: 800 }), gpt, at)?.nanousd).toBe(1_500_000);
  });

  it('names the installed version of the list', () => {
    const file = new URL('../../node_modules/@pydantic/genai-prices/package.json', import.meta.url);
    expect(catalogueVersion).toBe(JSON.parse(readFileSync(file, 'utf8')).version);
  });

  it('knows prices that depend on the time of day', () => {
    const deepseek = targetOf('deepseek', 'deepseek-chat');
    const cost = (hour: number) =>
      plain.costOf(used(1_000_000, 0), deepseek, Date.UTC(2025, 6, 1, hour))?.nanousd;
    const listed = (hour: number) =>
      calcPrice({ input_tokens: 1_000_000 }, 'deepseek-chat', {
        providerId: 'deepseek',
        timestamp: new Date(Date.UTC(2025, 6, 1, hour)),
      });
    for (const hour of [0, 6, 12, 20])
      expect(cost(hour)).toBe(Math.round((listed(hour)?.total_price ?? NaN) * 1e9));
  });

  it('agrees with the list’s own arithmetic, tiers and caches included', () => {
    const models: [string, string][] = [
      ['openai', 'gpt-4o'],
      ['openai', 'gpt-4'],
      ['anthropic', 'claude-sonnet-4-5'],
      ['google', 'gemini-2.5-pro'],
      ['perplexity', 'sonar'],
      ['perplexity', 'sonar-deep-research'],
    ];
    const count = fc.nat(400_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        count,
        count,
        count,
        count,
        ([provider, model], input, cached, output, thought) => {
          const usage = {
            input_tokens: input + cached,
            cache_read_tokens: cached,
            output_tokens: output + thought,
            output_reasoning_tokens: thought,
          };
          const theirs = calcPrice(usage, model, { providerId: provider, timestamp: new Date(at) });
          const ours = plain.costOf(
            used(input, output, { cacheRead: cached, reasoning: thought }),
            targetOf(provider, model),
            at,
          );
          expect(Math.abs((ours?.nanousd as number) - (theirs?.total_price as number) * 1e9)).toBeLessThan(1);
        },
      ),
    );
  });
});

describe('charge', () => {
  const priced = targetOf('x', 'y', { price: { input: 1, output: 4 } });
  const book = createPriceBook({ at });
  const cost = (tokens: Tokens) => book.costOf(tokens, priced, at)?.nanousd ?? null;

  it('is unknown when a needed count or price is', () => {
    expect(cost(used(100, 10))).toBe(140_000);
    expect(cost({ ...used(100, 10), input: null })).toBeNull();
    expect(cost({ ...used(100, 10), output: null })).toBeNull();
    expect(cost(used(100, 10, { cacheRead: 1 }))).toBeNull();
    expect(cost(used(100, 10, { cacheRead: null, inputTotal: 200 }))).toBeNull();
  });
  it('does without a split that makes no difference', () => {
    expect(cost(used(100, 10, { cacheRead: null, cacheWrite: null, inputTotal: 100 }))).toBe(140_000);
    expect(cost({ ...used(100, 10), output: null, reasoning: null, outputTotal: 10 })).toBe(140_000);
    expect(cost(used(100, 10, { reasoning: null }))).toBe(140_000);
  });
  it('is exact: the cost of parts adds up to the cost of the whole', () => {
    fc.assert(
      fc.property(fc.nat(1e7), fc.nat(1e7), (a, b) => {
        expect((cost(used(a, b)) as number) + (cost(used(b, a)) as number)).toBe(cost(used(a + b, a + b)));
      }),
    );
    const expensive = targetOf('x', 'z', { price: { input: 0.075, output: 0.3 } });
    expect(book.costOf(used(3, 1), expensive, at)?.nanousd).toBe(525);
  });
});
