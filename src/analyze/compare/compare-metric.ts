import type { MetricComparison } from '../../contract/comparison.ts';
import { holm } from '../hypothesis/multiplicity.ts';
import type { CaseClusters } from './case-clusters.ts';
import type { CaseMeans } from './case-means.ts';
import type { MetricRule } from './metric-cells.ts';
import type { Family } from './joint-family.ts';
import { pairedEffect, type PairedEffect } from './paired-effect.ts';
import { paired } from './paired.ts';
import { moreCases, verdictOf } from './verdict.ts';

export interface PairToCompare {
  first: CaseMeans;
  second: CaseMeans;
  /** Cases both were asked. */
  shared: number;
  /** Cases of the suite, asked or not. */
  suiteCases: number;
}

/** What was found of one metric of one pair, before it is judged among all that is shown. */
export interface FoundMetric {
  rule: MetricRule;
  n: number;
  clusters: number;
  unknown: number;
  first: number;
  second: number;
  effect: PairedEffect | null;
}

/** One metric for all pairs. */
export function findMetric(
  rule: MetricRule,
  pairsToCompare: PairToCompare[],
  caseClusters: CaseClusters,
  level: number,
): FoundMetric[] {
  return pairsToCompare.map(({ first: a, second: b, shared, suiteCases }) => {
    const pairs = paired(a, b, caseClusters);
    const isBinary = rule.isShare && a.isBinary && b.isBinary;
    const effect = pairedEffect(pairs, rule, { isBinary, suiteCases, level });
    const { n, clusters, first, second } = pairs;
    return { rule, n, clusters, unknown: shared - n, first, second, effect };
  });
}

/**
 * p of each, adjusted by Holm over all of them, so that a whole comparison makes a false claim in at most 1 − level of cases. Those which could
 * not have come out significant, whatever the signs of their differences, are no part of the family (Tarone 1990).
 */
export function adjustedP(found: readonly FoundMetric[], level: number): (number | null)[] {
  const counts = ({ effect }: FoundMetric) => effect !== null && 2 ** (1 - effect.moving) < 1 - level;
  const adjusted = holm(
    found.flatMap((one) => (counts(one) ? [(one.effect as PairedEffect).p] : [])),
  ).values();
  return found.map((one) => (counts(one) ? (adjusted.next().value as number) : (one.effect?.p ?? null)));
}

export function judgeMetric(
  { rule, n, clusters, unknown, first, second, effect }: FoundMetric,
  pHolm: number | null,
  options: JudgeOptions,
): MetricComparison {
  const fixed = {
    metric: rule.metric,
    scale: rule.scale,
    margin: options.margin,
    n,
    clusters,
    n_unknown: unknown,
    first: n === 0 ? null : shown(rule, first),
    second: n === 0 ? null : shown(rule, second),
  };
  if (!effect || pHolm === null) return { ...fixed, ...nothingKnown };
  return { ...fixed, ...judged(rule, effect, { n, pHolm, ...options }) };
}

interface JudgeOptions {
  margin: number;
  level: number;
  family: Family;
}

const nothingKnown = {
  effect: null,
  this_suite: null,
  p: null,
  p_holm: null,
  p_adjusted: null,
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
  { n, pHolm, margin, level, family }: JudgeOptions & { n: number; pHolm: number },
) {
  const { value, p, test, method, thisSuite } = effect;
  const isRatio = rule.scale === 'ratio';
  const width = isRatio ? Math.log1p(margin) : margin;
  const pAdjusted = Math.max(pHolm, family.chanceOf(effect.z));
  const found = effect.boundsAt(family.critical);
  // what no test tells from no difference, no interval does
  const bounds =
    family.sides === 2 && pAdjusted >= 1 - level
      ? { low: Math.min(0, found.low), high: Math.max(0, found.high) }
      : found;
  const upwards = (of: { low: number; high: number }) =>
    rule.higherIsBetter ? { value, ...of } : { value: -value, low: -of.high, high: -of.low };
  const verdict = verdictOf({ ...upwards(bounds), pAdjusted }, width, level);
  const back = isRatio ? Math.exp : (x: number) => x;
  const both = ({ low, high }: { low: number; high: number }) => ({ low: back(low), high: back(high) });
  return {
    effect: { value: back(value), ...both(bounds), level, method, alone: both(effect) },
    this_suite: thisSuite && both(thisSuite),
    p,
    p_holm: pHolm,
    p_adjusted: pAdjusted,
    test,
    verdict,
    design_effect: effect.designEffect,
    more_cases:
      verdict === 'undecided'
        ? moreCases(upwards(found), { n, margin: width, critical: family.critical })
        : null,
  };
}
