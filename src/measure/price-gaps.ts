import { priceOfRates, type Rates } from './rates.ts';

/** Two sources that differ by more than this do not mean the same price. */
const most = 0.01;

export interface PriceGap {
  bucket: string;
  /** US dollars per million tokens. */
  ours: number;
  theirs: number;
}

/** Buckets both sources price, more than 1 % apart. */
export function priceGaps(ours: Rates, theirs: Rates): PriceGap[] {
  const other: Record<string, number | undefined> = priceOfRates(theirs);
  return Object.entries(priceOfRates(ours)).flatMap(([bucket, rate]) => {
    const listed = other[bucket];
    if (rate === undefined || listed === undefined) return [];
    const apart = Math.abs(rate - listed) > most * Math.max(Math.abs(rate), Math.abs(listed));
    return apart ? [{ bucket, ours: rate, theirs: listed }] : [];
  });
}
