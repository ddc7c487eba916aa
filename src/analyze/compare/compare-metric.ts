import type { MetricComparison } from '../../contract/comparison.ts';
import { holm } from '../hypothesis/multiplicity.ts';
import type { CaseClusters } from './case-clusters.ts';
import type { CaseMeans } from './case-means.ts';
import type { MetricRule } from './metric-cells.ts';
import { pairedEffect, type PairedEffect } from './paired-effect.ts';
import { paired, type Paired } from './paired.ts';
import { moreCases, verdictOf } from './verdict.ts';

export interface PairToCompare {
  first: CaseMeans;
  second: CaseMeans;
  /** Cases both were asked. */
  shared: number;
  /** Cases of the suite, asked or not. */
  suiteCases: number;
}

interface Found {
  pairs: Paired;
  effect: PairedEffect | null;
}

/** One metric for all pairs, since each pair's p is adjusted for the others. */
export function compareMetric(
  rule: MetricRule,
  pairsToCompare: PairToCompare[],
  clusters: CaseClusters,
  { margin, level }: { margin: number; level: number },
): MetricComparison[] {
  const found = pairsToCompare.map(({ first, second, suiteCases }): Found => {
    const pairs = paired(first, second, clusters);
    const isBinary = rule.isShare && first.isBinary && second.isBinary;
    return { pairs, effect: pairedEffect(pairs, rule, { isBinary, suiteCases, level }) };
  });
  const tested = found.flatMap(({ effect }) => (effect ? [effect.p] : []));
  const adjusted = holm(tested).values();
  return found.map(({ pairs, effect }, place) => {
    const { n, clusters } = pairs;
    const unknown = { n, clusters, n_unknown: (pairsToCompare[place] as PairToCompare).shared - n };
    const sides = {
      first: n === 0 ? null : shown(rule, pairs.first),
      second: n === 0 ? null : shown(rule, pairs.second),
    };
    const fixed = { metric: rule.metric, scale: rule.scale, margin, ...unknown, ...sides };
    if (!effect) return { ...fixed, ...nothingKnown };
    return {
      ...fixed,
      ...judged(rule, effect, n, adjusted.next().value as number, {
        margin,
        level,
        tests: tested.length,
      }),
    };
  });
}

const nothingKnown = {
  effect: null,
  this_suite: null,
  p: null,
  p_holm: null,
  test: null,
  verdict: 'undecided',
  design_effect: null,
  more_cases: null,
} as const;

/** As a person reads it: ms from logarithms, dollars per 1,000 calls from nano-dollars per call. */
function shown({ metric }: MetricRule, value: number): number {
  if (metric === 'cost') return value / 1e6;
  return metric === 'e2e_ms' || metric === 'ttft_ms' ? Math.exp(value) : value;
}

function judged(
  rule: MetricRule,
  effect: PairedEffect,
  n: number,
  pHolm: number,
  { margin, level, tests }: { margin: number; level: number; tests: number },
) {
  const { value, low, high, p, test, method, thisSuite } = effect;
  const isRatio = rule.scale === 'ratio';
  const width = isRatio ? Math.log1p(margin) : margin;
  const upwards = rule.higherIsBetter ? { value, low, high } : { value: -value, low: -high, high: -low };
  const verdict = verdictOf({ ...upwards, pHolm }, width, level);
  const back = isRatio ? Math.exp : (x: number) => x;
  return {
    effect: { value: back(value), low: back(low), high: back(high), level, method },
    this_suite: thisSuite && { low: back(thisSuite.low), high: back(thisSuite.high) },
    p,
    p_holm: pHolm,
    test,
    verdict,
    design_effect: effect.designEffect,
    more_cases: verdict === 'undecided' ? moreCases(upwards, { n, margin: width, level, tests }) : null,
  };
}
