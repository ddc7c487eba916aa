/** Ways to spread calls over targets, fitted on some cases. Each says which targets a case is sent to, in order. */
import type { PolicyKind, RoutePolicy } from '../../contract/route.ts';
import type { CaseResults, TargetCases } from './case-results.ts';

export interface Policy {
  kind: PolicyKind;
  name: string;
  hypothetical: boolean;
  /** Indices of the targets called for a case; the last one's answer counts. */
  callsOf(index: number): number[];
  /** Of the answer that counts, where it is not the target's mean over its repeats. */
  qualityOf?(index: number): number;
}

export const qualityOf = ({ targets }: CaseResults, policy: Policy, index: number): number =>
  policy.qualityOf?.(index) ?? (targets[policy.callsOf(index).at(-1) as number]?.quality[index] as number);

export const meanOver = (values: ArrayLike<number>, indices: readonly number[]) =>
  indices.reduce((sum, index) => sum + (values[index] as number), 0) / indices.length;

/** With fewer cases a category says too little of its own. */
const minPerCategory = 10;

export const single = ({ label }: TargetCases, t: number): Policy => ({
  kind: 'single',
  name: label,
  hypothetical: false,
  callsOf: () => [t],
});

/** Per case the cheapest of those that did best: a bound, as nobody knows it before. */
export const oracle = ({ targets }: CaseResults): Policy => ({
  kind: 'oracle',
  name: 'oracle',
  hypothetical: true,
  callsOf(index) {
    const at = (t: number) => targets[t] as TargetCases;
    const order = targets.map((_, t) => t);
    order.sort(
      (a, b) =>
        (at(b).quality[index] as number) - (at(a).quality[index] as number) ||
        (at(a).cost[index] as number) - (at(b).cost[index] as number),
    );
    return order.slice(0, 1);
  },
});

/** What two ways to sum the same may differ by. */
const rounding = 1e-9;

/** The cheapest target that is at most `margin` below the best on these cases. */
export function cheapestWithin({ targets }: CaseResults, cases: readonly number[], margin: number): number {
  const means = targets.map(({ quality }) => meanOver(quality, cases));
  const best = Math.max(...means);
  const costs = targets.map(({ cost }) => meanOver(cost, cases));
  const fits = targets.flatMap((_, t) => ((means[t] as number) >= best - margin - rounding ? [t] : []));
  return fits.reduce((a, b) => ((costs[b] as number) < (costs[a] as number) ? b : a));
}

/** One target per category; small categories take that of all cases. */
export function perCategory(
  results: CaseResults,
  fit: readonly number[],
  margin: number,
): { policy: Policy; categories: RoutePolicy['categories']; fallback: number } {
  const fallback = cheapestWithin(results, fit, margin);
  const choice = new Map<string, number>();
  for (const [category, cases] of Map.groupBy(fit, (index) => results.categories[index] as string))
    if (cases.length >= minPerCategory) choice.set(category, cheapestWithin(results, cases, margin));
  return {
    policy: {
      kind: 'category',
      name: 'by category',
      hypothetical: false,
      callsOf: (index) => [choice.get(results.categories[index] as string) ?? fallback],
    },
    categories: Object.fromEntries(
      [...choice].map(([category, t]) => [category, (results.targets[t] as TargetCases).id]),
    ),
    fallback,
  };
}

/** Cheap first, and the strong one whenever the cheap answer was not fully right: what a check that misses nothing would give. */
export function checkedCascade(results: CaseResults, first: number, second: number): Policy {
  const [cheap, strong] = [results.targets[first], results.targets[second]] as [TargetCases, TargetCases];
  return {
    kind: 'cascade',
    name: `${cheap.label}, then ${strong.label} when a perfect check fails`,
    hypothetical: true,
    callsOf: (index) => ((cheap.quality[index] as number) >= 1 ? [first] : [first, second]),
  };
}

/** By how much the strong one is better in a case's category, each pulled towards the overall gain: higher goes first. */
export function gainByCategory(
  results: CaseResults,
  fit: readonly number[],
  weak: number,
  strong: number,
): (index: number) => number {
  const [w, s] = [results.targets[weak], results.targets[strong]] as [TargetCases, TargetCases];
  const gain = (index: number) => (s.quality[index] as number) - (w.quality[index] as number);
  const overall = fit.reduce((sum, index) => sum + gain(index), 0) / fit.length;
  const sums = new Map<string, { sum: number; n: number }>();
  for (const index of fit) {
    const entry = sums.get(results.categories[index] as string) ?? { sum: 0, n: 0 };
    sums.set(results.categories[index] as string, { sum: entry.sum + gain(index), n: entry.n + 1 });
  }
  return (index) => {
    const { sum, n } = sums.get(results.categories[index] as string) ?? { sum: 0, n: 0 };
    return (sum + overall * minPerCategory) / (n + minPerCategory);
  };
}
