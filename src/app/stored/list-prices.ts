import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { priceListSchema, type PriceRow } from '../../contract/price-list.ts';
import type { Price, Target } from '../../contract/suite.ts';
import { catalogueModels } from '../../measure/catalogue-models.ts';
import { catalogueRates } from '../../measure/catalogue-rates.ts';
import { modelsDevRates, type ModelsDevSnapshot } from '../../measure/models-dev-rates.ts';
import { createPriceBook, type PriceBook } from '../../measure/price-book.ts';
import { priceGaps } from '../../measure/price-gaps.ts';
import type { Rates } from '../../measure/rates.ts';
import { vendors } from '../../providers/registry.ts';
import { defineUseCase } from '../use-case.ts';
import { pricesInput, readGivenPrices, readModelsDev } from './read-prices.ts';

const input = z.strictObject({
  models: z.array(z.string().min(1)).default([]).describe('provider/model, or a part of it; default: all'),
  prices: pricesInput.optional(),
  modelsDev: z
    .string()
    .min(1)
    .optional()
    .describe('path of a saved api.json of models.dev, to compare with and for models the public list lacks'),
});

type Name = Pick<Target, 'provider' | 'model'>;

/** A target as far as prices go. */
const targetOf = ({ provider, model }: Name): Target => ({
  id: `${provider}/${model}`,
  label: model,
  provider,
  model,
  promptId: '',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1, retries: 0 },
});

const rateFrom = ({ base, tiers }: Rates['input'], above: number) =>
  tiers.findLast((tier) => tier.above <= above)?.rate ?? base;

function tiersOf({ input, output }: Rates): PriceRow['tiers'] {
  const starts = [...new Set([...input.tiers, ...output.tiers].map((tier) => tier.above))].toSorted(
    (a, b) => a - b,
  );
  return starts.map((above) => ({
    above_tokens: above,
    input: rateFrom(input, above),
    output: rateFrom(output, above),
  }));
}

function rowOf(
  name: Name,
  book: PriceBook,
  modelsDev: ModelsDevSnapshot | undefined,
  now: number,
): PriceRow[] {
  const target = targetOf(name);
  const rates = book.ratesOf(target, now);
  if (!rates) return [];
  const listed = catalogueRates(target, now);
  const others = [listed?.rates, modelsDev && modelsDevRates(modelsDev, target)];
  return [
    {
      ...name,
      input: rates.input.base,
      output: rates.output.base,
      cache_read: rates.cacheRead?.base ?? null,
      cache_write: rates.cacheWrite?.base ?? null,
      cache_write_1h: rates.cacheWrite1h?.base ?? null,
      reasoning: rates.reasoning.base,
      tiers: tiersOf(rates),
      changes: rates.priceId === listed?.rates.priceId && listed.changes,
      price_id: rates.priceId,
      disagreement: others.flatMap((other) =>
        other ? priceGaps(rates, other).map((gap) => ({ source: other.priceId, ...gap })) : [],
      ),
    },
  ];
}

const split = (name: string): Name => ({
  provider: name.slice(0, name.indexOf('/')),
  model: name.slice(name.indexOf('/') + 1),
});

function namesOf(overrides: Record<string, Price>, modelsDev: ModelsDevSnapshot | undefined): Name[] {
  const ids = vendors.map((vendor) => vendor.id);
  const added = Object.keys(modelsDev?.providers ?? {}).flatMap((provider) =>
    ids.includes(provider)
      ? Object.keys(modelsDev?.providers[provider]?.models ?? {}).map((model) => ({ provider, model }))
      : [],
  );
  const all = [...Object.keys(overrides).map(split), ...catalogueModels(ids), ...added];
  return [...new Map(all.map((name) => [`${name.provider}/${name.model}`, name])).values()];
}

/** Models whose `provider/model` contains one of the words; a word that is a model no list names as such is looked up by itself. */
function named(words: readonly string[], names: Name[]): Name[] {
  if (words.length === 0) return names;
  return words.flatMap((word) => {
    const found = names.filter(({ provider, model }) => `${provider}/${model}`.includes(word.toLowerCase()));
    return found.length > 0 || word.indexOf('/') < 1 ? found : [split(word)];
  });
}

/** Nothing is downloaded. Throws `usage` when no price is known of what is named. */
export const listPrices = defineUseCase({
  name: 'listPrices',
  summary: 'Lists what models cost, and where price lists disagree.',
  input,
  output: priceListSchema,
  async run({ models, prices, modelsDev: file }, { cwd, clock }) {
    const overrides = prices === undefined ? {} : (await readGivenPrices(cwd, prices)).overrides;
    const modelsDev = file === undefined ? undefined : await readModelsDev(cwd, file);
    const now = clock.wallClockMs();
    const book = createPriceBook({ overrides, at: now, ...(modelsDev && { modelsDev }) });
    const rows = named(models, namesOf(overrides, modelsDev)).flatMap((name) =>
      rowOf(name, book, modelsDev, now),
    );
    if (rows.length === 0)
      throw new AssayError('usage', `no price is known for ${models.join(', ')}`, {
        remedy: 'Give the target a `price`, or a price file (--prices).',
      });
    return { schema: 'assay.prices/1' as const, unit: 'USD per million tokens' as const, prices: rows };
  },
});
