import { isFew, isUneven } from '../../contract/may-be-best.ts';
import type { TargetTotals } from '../../contract/result-store.ts';
import type { RunListing } from '../../contract/run-listing.ts';
import type { Run } from '../../contract/run.ts';
import { isRanked } from '../figures/is-ranked.ts';
import { proportionEstimate } from '../figures/quality-estimate.ts';

/** By the rule of every mark of a best: ranked, of at least half of its calls, and of the same cases as the others. */
function bestQuality(run: Run, totals: TargetTotals[]): RunListing['best_quality'] {
  const asked = new Map(totals.map(({ target_id: id, asked: calls }) => [id, calls]));
  if (
    isUneven(
      run,
      run.targets.map(({ id }) => asked.get(id) ?? 0),
    )
  )
    return null;
  const labels = new Map(run.targets.map(({ id, label }) => [id, label]));
  let best: RunListing['best_quality'] = null;
  for (const { target_id, n, asked: calls, answered, n_quality, quality } of totals) {
    if (quality === null || isFew(n_quality, n)) continue;
    if (!isRanked(proportionEstimate(calls - answered, calls))) continue;
    if (best === null || quality > best.value)
      best = { target_id, label: labels.get(target_id) ?? target_id, value: quality };
  }
  return best;
}

/** A run in one line, from the sums of its targets. Cost is `null` unless some target's is known. */
export function shortSummary(run: Run, totals: TargetTotals[]): RunListing {
  let done = 0;
  let cost: number | null = null;
  for (const { n, cost_nanousd } of totals) {
    done += n;
    if (cost_nanousd !== null) cost = (cost ?? 0) + cost_nanousd / 1e9;
  }
  return { done, best_quality: bestQuality(run, totals), total_cost_usd: cost };
}
