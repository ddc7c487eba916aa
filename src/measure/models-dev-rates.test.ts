import { describe, expect, it } from 'vitest';
import type { Target } from '../contract/suite.ts';
import { modelsDevRates, type ModelsDevSnapshot } from './models-dev-rates.ts';
import { createPriceBook } from './price-book.ts';
import { priceGaps } from './price-gaps.ts';

const snapshot: ModelsDevSnapshot = {
  id: 'abc',
  providers: {
    togetherai: { models: { 'some/new-model': { cost: { input: 1, output: 2, cache_read: 0.5 } } } },
    openai: { models: { 'gpt-4o': { cost: { input: 2.5, output: 10.2, cache_read: 1.2505 } } } },
    google: {
      models: {
        long: { cost: { input: 1, output: 5, context_over_200k: { input: 2, output: 8 } } },
        free: {},
      },
    },
  },
};
const targetOf = (provider: string, model: string): Target => ({
  id: model,
  label: model,
  provider,
  model,
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1, retries: 0 },
});

describe('modelsDevRates', () => {
  it('prices a model, long inputs too, and names the snapshot', () => {
    const rates = modelsDevRates(snapshot, { provider: 'google', model: 'long' });
    expect(rates).toMatchObject({
      input: { base: 1, tiers: [{ above: 200_000, rate: 2 }] },
      output: { base: 5, tiers: [{ above: 200_000, rate: 8 }] },
      cacheRead: null,
      priceId: 'models.dev@abc:google/long',
    });
    expect(modelsDevRates(snapshot, { provider: 'google', model: 'free' })).toBeNull();
    expect(modelsDevRates(snapshot, { provider: 'nobody', model: 'x' })).toBeNull();
  });

  it('is asked after the public list, under its own word for the provider', () => {
    const book = createPriceBook({ modelsDev: snapshot, at: 0 });
    expect(book.priceOf(targetOf('together', 'some/new-model'))?.priceId).toContain(
      'models.dev@abc:togetherai/',
    );
    expect(book.priceOf(targetOf('openai', 'gpt-4o'))?.priceId).toContain('genai-prices@');
  });
});

it('priceGaps tells what is more than 1 % apart', () => {
  const openai = targetOf('openai', 'gpt-4o');
  const ours = createPriceBook({ at: 0 }).ratesOf(openai, 0);
  const theirs = modelsDevRates(snapshot, openai);
  if (!ours || !theirs) throw new Error('both price gpt-4o');
  expect(priceGaps(ours, theirs)).toEqual([{ bucket: 'output', ours: 10, theirs: 10.2 }]);
});
