/** How far two samples' distributions are apart (Székely & Rizzo 2004). All are 0 for samples that are alike in every way. */
export interface Energy {
  /** 2·E|X−Y| − E|X−X′| − E|Y−Y′|, in the unit of the values. */
  e: number;
  /** e · nm / (n + m): what is compared with permutations. */
  t: number;
  /** e / (2·E|X−Y|), 0 to 1. */
  h: number;
}

/** Σ |x_i − x_j| over i < j of sorted values. */
function withinSorted(sorted: Float64Array): number {
  let sum = 0;
  let before = 0;
  for (let i = 0; i < sorted.length; i++) {
    sum += i * (sorted[i] as number) - before;
    before += sorted[i] as number;
  }
  return sum;
}

/** Neither may be empty. */
export function energy(first: ArrayLike<number>, second: ArrayLike<number>): Energy {
  const x = Float64Array.from(first).sort();
  const y = Float64Array.from(second).sort();
  const both = new Float64Array(x.length + y.length);
  both.set(x);
  both.set(y, x.length);
  const [n, m] = [x.length, y.length];
  const [inX, inY] = [withinSorted(x), withinSorted(y)];
  const across = (withinSorted(both.sort()) - inX - inY) / (n * m);
  const e = Math.max(0, 2 * across - (2 * inX) / (n * n) - (2 * inY) / (m * m));
  return { e, t: (e * n * m) / (n + m), h: across === 0 ? 0 : e / (2 * across) };
}
