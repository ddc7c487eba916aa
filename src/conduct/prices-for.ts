import type { Run } from '../contract/run.ts';
import { createPriceBook, type PriceBook } from '../measure/price-book.ts';

/** Prices as they were when the run began, with those given to it. */
export function pricesFor({ started_at_ms: at, provenance: { prices } }: Run): PriceBook {
  return createPriceBook({ at, ...(prices && { overrides: prices.overrides }) });
}
