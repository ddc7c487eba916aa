import type { TargetTotals } from '../../contract/result-store.ts';
import type { RunListing } from '../../contract/run-listing.ts';
import type { Run } from '../../contract/run.ts';

/** A run in one line, from the sums of its targets. Cost is `null` unless some target's is known. */
export function shortSummary(run: Run, totals: TargetTotals[]): RunListing {
  const labels = new Map(run.targets.map((target) => [target.id, target.label]));
  let done = 0;
  let best: RunListing['best_quality'] = null;
  let cost: number | null = null;
  for (const { target_id, n, quality, cost_nanousd } of totals) {
    done += n;
    if (quality !== null && (best === null || quality > best.value))
      best = { target_id, label: labels.get(target_id) ?? target_id, value: quality };
    if (cost_nanousd !== null) cost = (cost ?? 0) + cost_nanousd / 1e9;
  }
  return { done, best_quality: best, total_cost_usd: cost };
}
