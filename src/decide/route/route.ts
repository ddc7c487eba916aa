/** What routing would have come to. Pure and seeded; fitted on one half of the cases, told of the other. */
import { qualityEstimate } from '../../analyze/figures/quality-estimate.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import type { PolicyResult, RoutePolicy, RouteReport, RouterReport } from '../../contract/route.ts';
import type { Run } from '../../contract/run.ts';
import { aiq, mixedQuality, mixingHull, type CostQuality } from './aiq.ts';
import { cascades } from './cascades.ts';
import { caseResults, splitCases, type CaseResults, type TargetCases } from './case-results.ts';
import type { CaseSignal } from './case-signals.ts';
import {
  checkedCascade,
  gainByCategory,
  meanOver,
  oracle,
  perCategory,
  qualityOf,
  single,
  type Policy,
} from './policies.ts';
import { apgr, cpt, curveOf, oracleCurve } from './router-metrics.ts';

/** Halves of fewer cases say nothing. */
const minCases = 20;

export interface RouteInput {
  run: Pick<Run, 'run_id' | 'suite_name'>;
  table: ResultTable;
  /** Quality that may be lost against the best target, 0 to 1. */
  margin: number;
  /** By target id: what a cascade may go by besides the length of the answer. */
  signals?: ReadonlyMap<string, CaseSignal[]>;
  seed?: number;
}

function resultOf(results: CaseResults, policy: Policy, cases: readonly number[]): PolicyResult {
  const sums = new Float64Array(results.clusters.length);
  const counts = new Float64Array(results.clusters.length);
  const share = new Map<string, number>();
  let cost = 0;
  for (const index of cases) {
    const calls = policy.callsOf(index);
    const cluster = results.clusters[index] as number;
    sums[cluster] = (sums[cluster] as number) + qualityOf(results, policy, index);
    counts[cluster] = (counts[cluster] as number) + 1;
    for (const t of calls) {
      const target = results.targets[t] as TargetCases;
      cost += target.cost[index] as number;
      share.set(target.id, (share.get(target.id) ?? 0) + 1 / cases.length);
    }
  }
  const estimate = qualityEstimate({ sums, counts }, false);
  return {
    kind: policy.kind,
    name: policy.name,
    quality: sums.reduce((sum, value) => sum + value, 0) / cases.length,
    low: estimate?.low ?? 0,
    high: estimate?.high ?? 1,
    per_1k_usd: (cost / cases.length) * 1000,
    share: Object.fromEntries(share),
    above_mixing: null,
    hypothetical: policy.hypothetical,
  };
}

/** Between the best of the dear ones and the cheapest within 30 points of it: the usual pair. */
function pairOf(results: CaseResults, fit: readonly number[]): { weak: number; strong: number } | null {
  const quality = results.targets.map((target) => meanOver(target.quality, fit));
  const cost = results.targets.map((target) => meanOver(target.cost, fit));
  const strong = quality.indexOf(Math.max(...quality));
  const cheaper = cost.flatMap((value, t) => (value < (cost[strong] as number) ? [t] : []));
  const near = cheaper.filter((t) => (quality[t] as number) >= (quality[strong] as number) - 0.3);
  const [weak] = (near.length > 0 ? near : cheaper).sort((a, b) => (cost[a] as number) - (cost[b] as number));
  return weak === undefined ? null : { weak, strong };
}

function routerOf(
  results: CaseResults,
  fit: readonly number[],
  held: readonly number[],
  { weak, strong }: { weak: number; strong: number },
): RouterReport {
  const [w, s] = [results.targets[weak], results.targets[strong]] as [TargetCases, TargetCases];
  const gain = gainByCategory(results, fit, weak, strong);
  const places = held.map((_, place) => place);
  places.sort((a, b) => gain(held[b] as number) - gain(held[a] as number));
  const [weakOnes, strongOnes] = [w, s].map((target) =>
    held.map((index) => target.quality[index] as number),
  ) as [number[], number[]];
  const [low, high] = [meanOver(w.quality, held), meanOver(s.quality, held)];
  const curve = curveOf(places, weakOnes, strongOnes);
  const best = oracleCurve(weakOnes, strongOnes);
  return {
    weak: w.id,
    strong: s.id,
    weak_quality: low,
    strong_quality: high,
    curve,
    oracle_curve: best,
    apgr: apgr(curve, low, high),
    oracle_apgr: apgr(best, low, high),
    cpt: {
      '20': high > low ? cpt(curve, low, high, 0.2) : null,
      '50': high > low ? cpt(curve, low, high, 0.5) : null,
      '80': high > low ? cpt(curve, low, high, 0.8) : null,
    },
  };
}

/** Throws `usage` with fewer than two targets or too few cases to fit and to tell. */
export function route({ run, table, margin, signals, seed = 1 }: RouteInput): RouteReport {
  const results = caseResults(table, signals);
  const { targets } = results;
  if (targets.length < 2)
    throw new AssayError(
      'usage',
      `routing requires two targets with known cost; there are ${targets.length}`,
      {
        remedy: 'Run the suite on more targets, or give prices with `assay reprice`.',
      },
    );
  const [fit, held] = splitCases(results, seed);
  if (Math.min(fit.length, held.length) < minCases)
    throw new AssayError(
      'usage',
      `routing requires ${2 * minCases} cases; there are ${fit.length + held.length}`,
    );
  const category = perCategory(results, fit, margin);
  const fitted = cascades(results, fit, margin);
  const pair = pairOf(results, fit);
  const singles = targets.map((target, t) => resultOf(results, single(target, t), held));
  const points = singles.map(({ quality, per_1k_usd }, t): CostQuality => ({
    id: targets[t]?.id ?? '',
    cost: per_1k_usd,
    quality,
  }));
  const hull = mixingHull(points);
  const others = [
    category.policy,
    ...fitted.map((cascade) => cascade.policy),
    ...(pair ? [checkedCascade(results, pair.weak, pair.strong)] : []),
    oracle(results),
  ].map((policy) => {
    const result = resultOf(results, policy, held);
    const mixed = mixedQuality(hull, result.per_1k_usd);
    return { ...result, above_mixing: mixed === null ? null : result.quality - mixed };
  });
  const policy: RoutePolicy = {
    schema: 'assay.policy/1',
    categories: category.categories,
    fallback: targets[category.fallback]?.id ?? '',
    cascade: fitted[0]?.cascade ?? null,
  };
  return {
    schema: 'assay.route/1',
    run_id: run.run_id,
    suite_name: run.suite_name,
    margin,
    seed,
    fitted: fit.length,
    held_out: held.length,
    policies: [...singles, ...others],
    hull: hull.map(({ id }) => id),
    aiq: aiq(points),
    router: pair && routerOf(results, fit, held, pair),
    policy,
    left_out: results.leftOut,
  };
}
