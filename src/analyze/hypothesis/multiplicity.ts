/** p values of several tests made at once, adjusted; each in the order given, never above 1. As `multipletests` of statsmodels. */

/** Ranks from the smallest p, so that `order[0]` is the place of the smallest. */
function ascending(p: readonly number[]): number[] {
  return p.map((_, i) => i).sort((i, j) => (p[i] as number) - (p[j] as number));
}

/** Family-wise, step-down (Holm 1979): valid whatever the dependence, never weaker than Bonferroni. For claims. */
export function holm(p: readonly number[]): number[] {
  return stepDown(p, (value, tests) => value * tests);
}

/** Holm's with Šidák's bound: a little sharper, for tests that are not negatively dependent. */
export function holmSidak(p: readonly number[]): number[] {
  return stepDown(p, (value, tests) => -Math.expm1(tests * Math.log1p(-value)));
}

function stepDown(p: readonly number[], adjust: (value: number, tests: number) => number): number[] {
  const adjusted = Array.from(p, () => 1);
  let most = 0;
  ascending(p).forEach((place, rank) => {
    most = Math.min(1, Math.max(most, adjust(p[place] as number, p.length - rank)));
    adjusted[place] = most;
  });
  return adjusted;
}

export function bonferroni(p: readonly number[]): number[] {
  return p.map((value) => Math.min(1, value * p.length));
}

/** Expected share of false discoveries (Benjamini & Hochberg 1995), for independent or positively dependent tests. For exploration. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  return stepUp(p, 1);
}

/** The same under any dependence (Benjamini & Yekutieli 2001). */
export function benjaminiYekutieli(p: readonly number[]): number[] {
  return stepUp(
    p,
    p.reduce((sum, _, i) => sum + 1 / (i + 1), 0),
  );
}

function stepUp(p: readonly number[], factor: number): number[] {
  const adjusted = Array.from(p, () => 1);
  const order = ascending(p);
  let least = 1;
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const place = order[rank] as number;
    least = Math.min(least, ((p[place] as number) * p.length * factor) / (rank + 1));
    adjusted[place] = least;
  }
  return adjusted;
}

/** Family-wise by Simes' inequality (Hommel 1988), in the form of Wright (1992): sharper than Holm, same assumption as Hochberg. */
export function hommel(p: readonly number[]): number[] {
  const m = p.length;
  const order = ascending(p);
  const sorted = order.map((place) => p[place] as number);
  const adjusted = [...sorted];
  for (let size = m; size > 1; size--) {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 1; i <= size; i++)
      least = Math.min(least, (size * (sorted[m - size + i - 1] as number)) / i);
    for (let i = m - size; i < m; i++) adjusted[i] = Math.max(adjusted[i] as number, least);
    for (let i = 0; i < m - size; i++) {
      const bound = Math.min(least, size * (sorted[i] as number));
      adjusted[i] = Math.max(adjusted[i] as number, bound);
    }
  }
  const result = Array.from(p, () => 1);
  order.forEach((place, rank) => (result[place] = Math.min(1, adjusted[rank] as number)));
  return result;
}
