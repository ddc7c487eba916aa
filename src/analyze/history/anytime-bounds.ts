/** Intervals of a bucket that hold at every look at once: a line that is looked at every day has no 95 % of its own for each day. */
import type { HistoryRow } from '../../contract/history.ts';
import { anytimeQuantileRanks } from '../sequential/anytime-quantile.ts';
import { betaBinomialInterval } from '../sequential/beta-binomial.ts';
import { quantileAt } from './row-summary.ts';

/** Two intervals are compared: both hold together with 95 %. */
const alpha = 0.025;

export interface AnytimeBounds {
  low: number | null;
  high: number | null;
}

/** Of a mean of n values from 0 to 1 with this sum. */
export const meanBounds = (sum: number, n: number): AnytimeBounds | null =>
  n === 0 ? null : betaBinomialInterval(sum, n, { alpha, narrowestAt: n });

/** Of a quantile, from the digest of a bucket. */
export function quantileBounds(
  { latency_n: n, quantiles }: HistoryRow,
  levels: readonly number[],
  share: number,
): AnytimeBounds | null {
  if (n === 0 || quantiles.length === 0) return null;
  const ranks = anytimeQuantileRanks(n, share, { alpha, narrowestAt: n });
  const at = (rank: number | null) => (rank === null ? null : quantileAt(levels, quantiles, rank / n));
  return { low: at(ranks.low), high: at(ranks.high) };
}
