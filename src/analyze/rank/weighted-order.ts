/** Criteria of one candidate, each 0 (worst) to 1 (best); `null`: unknown. */
export type Criteria = Record<string, number | null>;

export interface WeightRange {
  criterion: string;
  /** Share of the total weight it was given. */
  share: number;
  /** Shares between which the whole order stays; the other weights keep their proportions. */
  order: { low: number; high: number };
  /** The same for the first place alone. */
  first: { low: number; high: number };
}

export interface WeightedOrder {
  /** Best first; who lacks a criterion with weight is not in it. */
  order: { place: number; score: number }[];
  ranges: WeightRange[];
}

/** Places scaled so that the worst known is 0 and the best 1; all alike are all 1. Logarithms for money and time, which differ by factors. */
export function scaled(values: readonly (number | null)[], higherIsBetter: boolean): (number | null)[] {
  const known = values.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return values.map((value) => {
    if (value === null) return null;
    if (most === least) return 1;
    const up = (value - least) / (most - least);
    return higherIsBetter ? up : 1 - up;
  });
}

/** Order by weighted mean, and how far each weight may move before it changes. Weights ≥ 0, at least one above 0. */
export function weightedOrder(
  candidates: readonly Criteria[],
  weights: Record<string, number>,
): WeightedOrder {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const shares = Object.entries(weights).map(([name, weight]) => [name, weight / total] as const);
  const scoreOf = (criteria: Criteria) =>
    shares.reduce(
      (sum, [name, share]) => (share === 0 ? sum : sum + share * (criteria[name] ?? Number.NaN)),
      0,
    );
  const order = candidates
    .map((criteria, place) => ({ place, score: scoreOf(criteria) }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((a, b) => b.score - a.score || a.place - b.place);
  const ranked = order.map(({ place }) => candidates[place] as Criteria);
  const pairs = ranked.flatMap((upper, i) => ranked.slice(i + 1).map((lower) => [upper, lower] as const));
  const ranges = shares.map(([criterion, share]): WeightRange => ({
    criterion,
    share,
    order: rangeIn(pairs, criterion, share, shares),
    first: rangeIn(pairs.slice(0, Math.max(0, ranked.length - 1)), criterion, share, shares),
  }));
  return { order, ranges };
}

/** Leads of criteria from 0 to 1 that differ by less differ by rounding alone: such a pair never turns. */
const rounding = 1e-12;

/** Where every upper one still is at least as good: linear in the share, so each pair gives one bound. */
function rangeIn(
  pairs: readonly (readonly [Criteria, Criteria])[],
  criterion: string,
  share: number,
  shares: readonly (readonly [string, number])[],
): { low: number; high: number } {
  let [low, high] = [0, 1];
  for (const [upper, lower] of pairs) {
    const own = (upper[criterion] ?? 0) - (lower[criterion] ?? 0);
    const others = otherwise(upper, lower, criterion, share, shares);
    // lead(s) = s·own + (1 − s)·others
    if (Math.abs(own - others) < rounding) continue;
    const turn = others / (others - own);
    if (own < others) high = Math.min(high, turn);
    else low = Math.max(low, turn);
  }
  return { low: Math.max(0, low), high: Math.min(1, high) };
}

/** The lead in all other criteria, weighted in their proportions; equal ones when they have no weight. */
function otherwise(
  upper: Criteria,
  lower: Criteria,
  criterion: string,
  share: number,
  shares: readonly (readonly [string, number])[],
): number {
  const rest = shares.filter(([name]) => name !== criterion);
  return rest.reduce((sum, [name, weight]) => {
    const part = share < 1 ? weight / (1 - share) : 1 / rest.length;
    return sum + part * ((upper[name] ?? 0) - (lower[name] ?? 0));
  }, 0);
}
