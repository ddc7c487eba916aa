import { normalQuantile } from '../intervals/normal-distribution.ts';

/** What makes a paired difference uncertain: per case, and per repeat of it on each side. Variances. */
export interface Components {
  /** Of the true difference, from case to case (clusters of cases counted in). */
  between: number;
  /** Of one answer of the first (second) target to the same case. */
  first: number;
  second: number;
}

export interface Aim {
  /** Chance to see a difference that is there; default 0.8. */
  power?: number;
  /** Chance to see one that is not; two-sided, default 0.05. */
  alpha?: number;
}

const factor = ({ power = 0.8, alpha = 0.05 }: Aim) => normalQuantile(1 - alpha / 2) + normalQuantile(power);

/** Variance that each case brings in, when both targets are asked it so often. */
export function variancePerCase({ between, first, second }: Components, repeats: number): number {
  return between + (first + second) / repeats;
}

/** Cases with which a paired difference of this size is probably seen (Miller 2024, arXiv 2411.00640, §5). Not rounded. */
export function casesNeeded(
  components: Components,
  repeats: number,
  difference: number,
  aim: Aim = {},
): number {
  return (factor(aim) / difference) ** 2 * variancePerCase(components, repeats);
}

/** The smallest difference that so many cases probably show. */
export function smallestDifference(
  components: Components,
  repeats: number,
  cases: number,
  aim: Aim = {},
): number {
  return factor(aim) * Math.sqrt(variancePerCase(components, repeats) / cases);
}
