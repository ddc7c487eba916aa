import type { Interval } from '../../contract/comparison.ts';
import { clusteredMean } from '../intervals/clustered-mean.ts';
import { mcnemar } from '../hypothesis/mcnemar.ts';
import { signFlip } from '../hypothesis/sign-flip.ts';
import { boundedSums, boundsAt, distanceAbove } from '../intervals/bounded-mean.ts';
import { pairedScore, tango } from '../intervals/paired-share.ts';
import { normalCdf, normalQuantile } from '../intervals/normal-distribution.ts';
import { tQuantile, twoSidedT } from '../intervals/t-distribution.ts';
import type { MetricRule } from './metric-cells.ts';
import type { Paired } from './paired.ts';

/** On the scale it is computed on: a difference, or the logarithm of a ratio. */
export interface PairedEffect extends Interval {
  value: number;
  /** What it may be in a family of intervals that asks for `z` standard deviations of a normal distribution. */
  boundsAt(z: number): Interval;
  /** How far the value is from no difference, in such. */
  z: number;
  /** Standard error, clusters taken into account. */
  se: number;
  method: 'tango' | 'clustered-t';
  test: 'mcnemar-exact' | 'sign-flip';
  p: number;
  /** Clusters (single pairs with McNemar) in which the two differ at all: with few, no test can come out significant. */
  moving: number;
  thisSuite: Interval | null;
  designEffect: number | null;
}

/** Differences between cases that come from rounding alone are none. */
const nothing = 1e-12;

/** For costs the ratio of the sums; its spread by the usual linear approximation, on the logarithm. */
function residuals({ counts, firstSums, secondSums, first, second }: Paired, rule: MetricRule): Float64Array {
  if (rule.metric !== 'cost') return firstSums.map((sum, i) => sum - (secondSums[i] as number));
  return firstSums.map((sum, i) => {
    const [x, y, n] = [sum, secondSums[i] as number, counts[i] as number];
    return x / first - y / second + n * Math.log(first / second);
  });
}

/**
 * The difference between two targets with interval (by itself) and test, for "work like this". `null` below two clusters, and for a cost of 0.
 * Independent 0/1 answers: Tango and McNemar. Otherwise CR1 with t and whole clusters' sign flips. For shares the interval is never
 * narrower than ± z² / (clusters + z²), as Tango's when all agree, times the share of clusters that agree: a rare case in which the two differ
 * may not have been among these.
 */
export function pairedEffect(
  pairs: Paired,
  rule: MetricRule,
  { isBinary, suiteCases, level }: { isBinary: boolean; suiteCases: number; level: number },
): PairedEffect | null {
  const { n, clusters, counts } = pairs;
  if (clusters < 2) return null;
  if (rule.metric === 'cost' && !(pairs.first > 0 && pairs.second > 0)) return null;
  const sums = residuals(pairs, rule);
  const { mean: value, se } = clusteredMean({ sums, counts });
  if (se === null) return null;
  const designEffect = designEffectOf(pairs, rule, se);
  const thisSuite = thisSuiteInterval(pairs, rule, { value, se, suiteCases, level });
  if (isBinary && clusters === n) {
    const discordant = { onlyFirst: pairs.firstLarger, onlySecond: pairs.secondLarger, n };
    const { exact } = mcnemar(pairs.firstLarger, pairs.secondLarger);
    const moving = pairs.firstLarger + pairs.secondLarger;
    const method = { method: 'tango', test: 'mcnemar-exact' } as const;
    const boundsAt = (z: number) => tango(discordant, 2 * normalCdf(z) - 1);
    const z = Math.abs(pairedScore(discordant, 0));
    const own = tango(discordant, level);
    return { value, se, ...own, boundsAt, z, ...method, p: exact, moving, thisSuite, designEffect };
  }
  const z = normalQuantile((1 + level) / 2);
  const tested = testSums(pairs, rule);
  const alike = tested.filter((sum) => sum === 0).length;
  const least = rule.isShare ? ((alike / clusters) * (z * z)) / (clusters + z * z) : 0;
  const half = Math.max(tQuantile((1 + level) / 2, clusters - 1) * se, least);
  const bounds = { low: value - half, high: value + half };
  return {
    value,
    se,
    low: rule.isShare ? Math.max(-1, bounds.low) : bounds.low,
    high: rule.isShare ? Math.min(1, bounds.high) : bounds.high,
    method: 'clustered-t',
    test: 'sign-flip',
    p: signFlip(tested).p,
    moving: clusters - alike,
    thisSuite,
    designEffect,
    ...(rule.isShare ? ofShare(pairs) : ofRatio(value, se, clusters)),
  };
}

const zOf = (t: number, clusters: number) =>
  -normalQuantile(Math.max(1e-300, twoSidedT(t, clusters - 1) / 2));

function ofShare({ firstSums, secondSums, counts, clusters }: Paired): Pick<PairedEffect, 'boundsAt' | 'z'> {
  const sums = firstSums.map((sum, i) => sum - (secondSums[i] as number));
  const difference = boundedSums({ sums, counts }, [-1, 1]);
  return {
    boundsAt: (z) => boundsAt(difference, z) as Interval,
    z: zOf(distanceAbove(difference, 0), clusters),
  };
}

function ofRatio(value: number, se: number, clusters: number): Pick<PairedEffect, 'boundsAt' | 'z'> {
  return {
    boundsAt: (z) => {
      const half = tQuantile(normalCdf(z), clusters - 1) * se;
      return { low: value - half, high: value + half };
    },
    z: value === 0 ? 0 : zOf(value / se, clusters),
  };
}

/** What would as well have the other sign if there were no difference. */
function testSums({ firstSums, secondSums }: Paired, rule: MetricRule): Float64Array {
  const scale = rule.scale === 'ratio' ? 0 : nothing;
  return firstSums.map((sum, i) => {
    const difference = sum - (secondSums[i] as number);
    return Math.abs(difference) <= scale ? 0 : difference;
  });
}

function designEffectOf({ n, squares }: Paired, rule: MetricRule, se: number): number | null {
  if (rule.metric === 'cost' || squares <= nothing || n < 2) return null;
  return (se * se) / (squares / (n * (n - 1)));
}

/**
 * Two-stage sampling without replacement (Cochran 1977, 10.3): of the spread between cases only the share of the suite that was not asked
 * counts, and of the asked ones the noise from repeat to repeat. That is part of the spread between cases and cannot be more.
 */
function thisSuiteInterval(
  { n, noise, first, second }: Paired,
  rule: MetricRule,
  { value, se, suiteCases, level }: { value: number; se: number; suiteCases: number; level: number },
): Interval | null {
  if (!noise) return null;
  const asked = Math.min(1, n / suiteCases);
  const scale = rule.metric === 'cost' ? { first: first * first, second: second * second } : null;
  const within = noise.first / (scale?.first ?? 1) + noise.second / (scale?.second ?? 1);
  const variance = (1 - asked) * se * se + asked * Math.min(se * se, within / (n * n));
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  const most = rule.isShare ? 1 : Infinity;
  return { low: Math.max(-most, value - half), high: Math.min(most, value + half) };
}
