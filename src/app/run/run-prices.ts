import { resolve } from 'node:path';
import type { AppContext } from '../context.ts';
import { readGivenPrices, type PricesGiven } from '../stored/read-prices.ts';
import { assertWithin } from '../suite/files-within.ts';
import type { RunSpec } from './run-spec.ts';

/** Prices that are given with a run, as an option to spread; nothing when there are none. */
export async function pricesFor(
  prices: RunSpec['prices'],
  { cwd, filesWithin }: Pick<AppContext, 'cwd' | 'filesWithin'>,
): Promise<{ prices?: PricesGiven }> {
  if (prices === undefined) return {};
  if (typeof prices !== 'string') return { prices: { file: 'given with the run', overrides: prices } };
  await assertWithin(filesWithin, resolve(cwd, prices));
  return { prices: await readGivenPrices(cwd, prices) };
}
