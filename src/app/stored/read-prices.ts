/** Price files a user gives: overrides, and a saved copy of models.dev. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { priceSchema, type Price } from '../../contract/suite.ts';
import type { ModelsDevSnapshot } from '../../measure/models-dev-rates.ts';
import { parseSettings, readSettingsText } from '../data/read-settings.ts';

const overridesSchema = z.record(z.string().regex(/^[^/]+\/.+$/, 'provider/model'), priceSchema);
const rate = z.number().nonnegative().optional();
const costOf = {
  input: rate,
  output: rate,
  cache_read: rate,
  cache_write: rate,
  reasoning: rate,
  input_audio: rate,
  output_audio: rate,
};
const snapshotSchema = z.record(
  z.string(),
  z.object({
    models: z
      .record(
        z.string(),
        z.object({
          cost: z.object({ ...costOf, context_over_200k: z.object(costOf).optional() }).optional(),
        }),
      )
      .optional(),
  }),
);

async function readPriceFile<T>(
  path: string,
  schema: z.ZodType<T>,
  expected: string,
): Promise<{ text: string; found: T }> {
  const remedy = `Expected ${expected}.`;
  const file = { path, schema, refusal: `${path} is no price file`, remedy };
  const text = await readSettingsText(file);
  if (text === null) throw new AssayError('usage', `there is no price file at ${path}`, { remedy });
  return { text, found: parseSettings(text, file) };
}

/** YAML or JSON: `provider/model: {input, output, cacheRead, cacheWrite, cacheWrite1h}` in dollars per million tokens. */
export async function readPrices(cwd: string, file: string): Promise<Record<string, Price>> {
  const path = resolve(cwd, file);
  const expected = 'provider/model: {input: 1.25, output: 10}, US dollars per million tokens';
  const { found } = await readPriceFile(path, overridesSchema, expected);
  return found as Record<string, Price>;
}

/** Prices as an input. */
export const pricesInput = z
  .union([z.string().min(1), overridesSchema])
  .describe('path of a price file, or prices by provider/model; they come before the public list');

export interface PricesGiven {
  /** As given; of prices that were given themselves, that they were. */
  file: string;
  overrides: Record<string, Price>;
}

export const readGivenPrices = async (
  cwd: string,
  given: z.infer<typeof pricesInput>,
): Promise<PricesGiven> =>
  typeof given === 'string'
    ? { file: given, overrides: await readPrices(cwd, given) }
    : { file: 'given prices', overrides: given as Record<string, Price> };

/** A saved `api.json` of models.dev; its id is the start of its SHA-256. */
export async function readModelsDev(cwd: string, file: string): Promise<ModelsDevSnapshot> {
  const path = resolve(cwd, file);
  const { text, found } = await readPriceFile(path, snapshotSchema, 'the api.json of models.dev');
  const id = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { providers: found as ModelsDevSnapshot['providers'], id };
}
