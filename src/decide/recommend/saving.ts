import { tQuantile } from '../../analyze/t-distribution.ts';
import type { Saving, Traffic } from '../../contract/recommendation.ts';
import { influence, standardError } from './means.ts';
import type { Contender } from './resample.ts';

/** What is promised in money is told with more care than the usual 95 %. */
const level = 0.98;

/** What each block adds to the logarithm of the mean cost. */
const relative = ({ sums, means, scale }: Contender) =>
  influence(sums.cost, sums.priced).map((part) => (part * scale) / means.cost);

/**
 * 1 − cost / cost of the baseline, paired by block. The interval is made on the logarithm of the ratio (delta method, CR1, Student's t),
 * where it is nearly symmetric. `null` where a cost is unknown or there is no spread to be told.
 */
export function savingOf(
  pick: Contender | undefined,
  baseline: Contender | undefined,
  shrink: number,
  traffic: Traffic | null,
): Saving | null {
  if (!pick || !baseline || pick.sums.cost.length < 2) return null;
  const ratio = pick.means.cost / baseline.means.cost;
  if (!Number.isFinite(ratio)) return null;
  const ofBaseline = relative(baseline);
  const parts = relative(pick).map((part, b) => part - (ofBaseline[b] as number));
  const half = ratio === 0 ? 0 : tQuantile((1 + level) / 2, parts.length - 1) * standardError(parts) * shrink;
  const share = { value: 1 - ratio, low: 1 - ratio * Math.exp(half), high: 1 - ratio * Math.exp(-half) };
  const spent = traffic ? baseline.means.cost * traffic.calls : null;
  return {
    ...share,
    level,
    per_month_usd:
      spent === null
        ? null
        : { value: spent * share.value, low: spent * share.low, high: spent * share.high },
  };
}
