import { normalCdf } from '../../analyze/intervals/normal-distribution.ts';
import {
  criticalValue,
  jointErrors,
  largestErrors,
  type Contrast,
} from '../../analyze/simultaneous/joint-errors.ts';
import { tQuantile } from '../../analyze/intervals/t-distribution.ts';
import type { Saving, Traffic } from '../../contract/recommendation.ts';
import { influence, standardError } from './means.ts';
import type { Contender } from './resample.ts';

/** What is promised in money is told with more care than the usual 95 %. */
const level = 0.98;

/** What each block adds to the logarithm of the mean cost. */
const relative = ({ sums, means, scale }: Contender) =>
  influence(sums.cost, sums.priced).map((part) => (part * scale) / means.cost);

/** Standard errors that no candidate's saving is off by, with the level: which of them is chosen depends on what they were found to cost. */
function factorOf(candidates: readonly Contender[], baseline: Contender, seed: number): number {
  const joint = jointErrors([relative(baseline), ...candidates.map(relative)], { seed });
  const contrasts = candidates.map((_, i): Contrast => [i + 1, 0]);
  return criticalValue(largestErrors(joint, contrasts, 2), { level, sides: 2, contrasts: contrasts.length });
}

export interface SavingOptions {
  /** All that could have been chosen but the baseline, the pick among them. */
  candidates: readonly Contender[];
  shrink: number;
  traffic: Traffic | null;
  seed: number;
}

/**
 * 1 − cost / cost of the baseline, paired by block. The interval is made on the logarithm of the ratio (delta method, CR1, Student's t),
 * where it is nearly symmetric, and holds for all candidates at once. `null` where a cost is unknown or there is no spread to be told.
 */
export function savingOf(
  pick: Contender | undefined,
  baseline: Contender | undefined,
  { candidates, shrink, traffic, seed }: SavingOptions,
): Saving | null {
  if (!pick || !baseline || pick.sums.cost.length < 2) return null;
  const ratio = pick.means.cost / baseline.means.cost;
  if (!Number.isFinite(ratio)) return null;
  const compared = candidates.filter(({ means }) => means.cost > 0);
  const ofBaseline = relative(baseline);
  const parts = relative(pick).map((part, b) => part - (ofBaseline[b] as number));
  const reach = ratio === 0 ? 0 : tQuantile(normalCdf(factorOf(compared, baseline, seed)), parts.length - 1);
  const half = ratio === 0 ? 0 : reach * standardError(parts) * shrink;
  const share = { value: 1 - ratio, low: 1 - ratio * Math.exp(half), high: 1 - ratio * Math.exp(-half) };
  const spent = traffic ? baseline.means.cost * traffic.calls : null;
  return {
    ...share,
    level,
    family: Math.max(1, compared.length),
    per_month_usd:
      spent === null
        ? null
        : { value: spent * share.value, low: spent * share.low, high: spent * share.high },
  };
}
