/** All differences of a comparison as one family: how far off the furthest of them may be. */
import type { TableTarget } from '../../contract/result-table.ts';
import type { CaseClusters } from './case-clusters.ts';
import type { CaseMeans } from './case-means.ts';
import { meanInfluence } from './difference-sums.ts';
import { meanKnown } from '../table/mean-known.ts';
import type { MetricRule } from './metric-cells.ts';
import {
  chanceOf,
  criticalValue,
  jointErrors,
  largestErrors,
  type Contrast,
} from '../simultaneous/joint-errors.ts';

export interface Family {
  intervals: number;
  sides: 1 | 2;
  /** Standard deviations of a normal distribution that each interval must reach for all to hold together. */
  critical: number;
  /** Chance that the furthest of all is so far off. */
  chanceOf(z: number): number;
}

/** One metric: what each target's cases came to, and the pairs of which a difference is told. */
export interface FamilyMember {
  rule: MetricRule;
  means: readonly CaseMeans[];
  pairs: readonly Contrast[];
}

/** Of a cost the error is told as a share of it: what is compared is a ratio. */
function influenceOf({ metric }: MetricRule, means: CaseMeans, clusters: CaseClusters): Float64Array {
  const influence = meanInfluence(means, clusters, null);
  if (metric !== 'cost') return influence;
  const mean = meanKnown(means.mean) ?? 0;
  return mean > 0 ? influence.map((part) => part / mean) : influence.fill(0);
}

/** `targets` are drawn in the order of their names: the order they are given in changes nothing. */
export function familyOf(
  members: readonly FamilyMember[],
  { clusters, targets }: { clusters: CaseClusters; targets: readonly Pick<TableTarget, 'id' | 'run_id'>[] },
  { level, sides }: { level: number; sides: 1 | 2 },
): Family {
  const names = targets.map(({ id, run_id }) => `${id} ${run_id}`);
  const order = [...targets.keys()].sort((a, b) => ((names[a] as string) < (names[b] as string) ? -1 : 1));
  const placeOf = new Map(order.map((t, place) => [t, place]));
  const told = members.filter(({ pairs }) => pairs.length > 0);
  const joint = jointErrors(
    told.flatMap(({ rule, means }) => order.map((t) => influenceOf(rule, means[t] as CaseMeans, clusters))),
  );
  let before = 0;
  const contrasts = told.flatMap(({ pairs }) => {
    const from = before;
    before += targets.length;
    return pairs.map(([first, second]): Contrast => [
      from + (placeOf.get(first) ?? 0),
      from + (placeOf.get(second) ?? 0),
    ]);
  });
  const largest = largestErrors(joint, contrasts, sides);
  const intervals = contrasts.length;
  return {
    intervals,
    sides,
    critical: criticalValue(largest, { level, sides, contrasts: intervals }),
    chanceOf: (z) => chanceOf(largest, z, { sides, contrasts: intervals }),
  };
}
