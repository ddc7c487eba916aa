import type { BoardSummary } from '../analyze/progress/board.ts';
import type { RunSummary } from '../contract/analysis.ts';
import { frontier } from './frontier.ts';

/**
 * Completes a summary with the frontiers of quality against cost per 1,000 and against e2e p95.
 * Targets that fail too often to be ranked are on none.
 * Below its sample floor the provisional p95 decides, as it is what a chart draws there.
 */
export function withFrontier(summary: BoardSummary): RunSummary {
  const points = (priceOf: (target: BoardSummary['targets'][number]) => number | null | undefined) =>
    summary.targets
      .filter((target) => target.ranked)
      .map((target) => ({
        id: target.target.id,
        price: priceOf(target) ?? null,
        quality: target.quality?.value ?? null,
      }));
  return {
    ...summary,
    frontier: {
      quality_cost: frontier(points((target) => target.cost.per_1k_usd)),
      quality_p95: frontier(points((target) => target.latency.e2e_ms?.p95_provisional)),
    },
  };
}
