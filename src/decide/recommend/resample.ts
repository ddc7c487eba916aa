/** Bootstrap over whole blocks, all targets together: how often the pick would be another. */
import type { Random } from '../../base/random.ts';
import type { Check, CheckName, Requirements } from '../../contract/recommendation.ts';
import { frontier } from '../frontier.ts';
import type { TargetSums } from './block-sums.ts';
import { ranked, type Option } from './choose.ts';
import { meansOf, type Means } from './means.ts';

export interface Contender {
  sums: TargetSums;
  means: Means;
  scale: number;
  p95: number;
  /** Half-widths that decided, by the target it was compared with; the same rule holds in every resample. */
  halves: readonly { control: number; half: number }[];
  floorHalf: number;
  checks: readonly Check[];
}

export interface ResampleOptions {
  requirements: Requirements;
  blocks: number;
  resamples: number;
  /** 1: about work like this; 0: these cases are all there is. */
  shrink: number;
  random: Random;
}

export interface Shares {
  picks: number[];
  /** `null`: something about it is unknown, it is on no frontier. */
  frontier: (number | null)[];
}

/** What two ways to sum the same may differ by. */
const rounding = 1e-9;

/** What a resample cannot change. */
const fixed: ReadonlySet<CheckName> = new Set([
  'coverage',
  'known_cost',
  'truncated',
  'context',
  'abilities',
]);

const isExcluded = ({ name, status }: Check): boolean =>
  (fixed.has(name) && status !== 'met') || (name === 'margin' && status === 'unknown');

function isFeasible(
  { halves, floorHalf }: Contender,
  means: Means,
  drawn: readonly Means[],
  requirements: Requirements,
): boolean {
  const { traffic } = requirements;
  if (means.errorRate > requirements.max_error_rate) return false;
  for (const { control, half } of halves)
    if (means.quality - (drawn[control] as Means).quality - half < -requirements.margin - rounding)
      return false;
  if (
    requirements.quality_floor !== null &&
    means.quality - floorHalf < requirements.quality_floor - rounding
  )
    return false;
  if (requirements.max_p95_ms !== null && means.slowShare > 0.05) return false;
  if (requirements.max_per_1k_usd !== null && means.cost * 1000 > requirements.max_per_1k_usd) return false;
  return !(
    traffic &&
    requirements.max_monthly_usd !== null &&
    means.cost * traffic.calls > requirements.max_monthly_usd
  );
}

const between = (point: number, drawn: number, share: number) => point + share * (drawn - point);

export function resample(contenders: readonly Contender[], options: ResampleOptions): Shares {
  const { requirements, blocks, resamples, shrink, random } = options;
  const picks = contenders.map(() => 0);
  const members = contenders.map(() => 0);
  const comparable = contenders.map(({ checks }) =>
    checks.every(
      ({ name, status }) => !['coverage', 'known_cost', 'error_rate'].includes(name) || status === 'met',
    ),
  );
  const excluded = contenders.map(({ checks }) => checks.some(isExcluded));
  const times = new Float64Array(blocks);
  for (let round = 0; round < resamples; round++) {
    times.fill(0);
    for (let i = 0; i < blocks; i++) {
      const block = Math.floor(random() * blocks);
      times[block] = (times[block] as number) + 1;
    }
    const drawn = contenders.map(({ sums, means, scale }): Means => {
      const all = meansOf(sums, times);
      return {
        quality: between(means.quality, all.quality, shrink),
        cost: between(means.cost, all.cost * scale, shrink),
        errorRate: between(means.errorRate, all.errorRate, shrink),
        slowShare: between(means.slowShare, all.slowShare, shrink),
      };
    });
    const feasible = contenders.flatMap((contender, index): Option[] => {
      const means = drawn[index] as Means;
      if (excluded[index] || !isFeasible(contender, means, drawn, requirements)) return [];
      return [{ index, cost: means.cost, quality: means.quality, p95: contender.p95 }];
    });
    const pick = ranked(feasible, requirements.weights)[0];
    if (pick) picks[pick.index] = (picks[pick.index] as number) + 1;
    const points = drawn.flatMap(({ cost, quality }, index) =>
      comparable[index] ? [{ id: String(index), price: cost, quality }] : [],
    );
    for (const id of frontier(points)) members[Number(id)] = (members[Number(id)] as number) + 1;
  }
  return {
    picks: picks.map((count) => count / resamples),
    frontier: members.map((count, index) => (comparable[index] ? count / resamples : null)),
  };
}
