import { twoSidedT } from '../intervals/t-distribution.ts';

/** `population`: variances divide by n, as Otava's do, which makes small parts look surer than they are. */
export type Spread = 'sample' | 'population';

interface Part {
  n: number;
  mean: number;
  squares: number;
}

function partOf(series: ArrayLike<number>, start: number, end: number): Part {
  let sum = 0;
  for (let i = start; i < end; i++) sum += series[i] as number;
  const n = end - start;
  const mean = sum / n;
  let squares = 0;
  for (let i = start; i < end; i++) squares += ((series[i] as number) - mean) ** 2;
  return { n, mean, squares };
}

export interface Step {
  index: number;
  p: number;
  before: number;
  after: number;
}

/**
 * Whether the mean differs before and after a place. `sample`: Welch's t, which does not take the spreads for equal; `population`: Student's
 * with both spreads pooled, for comparison with Otava. p is 1 below three values.
 */
export function stepAt(
  series: ArrayLike<number>,
  { start, index, end }: { start: number; index: number; end: number },
  spread: Spread,
): Step {
  const [a, b] = [partOf(series, start, index), partOf(series, index, end)];
  return { index, before: a.mean, after: b.mean, p: spread === 'sample' ? welch(a, b) : pooled(a, b) };
}

function ofT(difference: number, error: number, degrees: number): number {
  if (error === 0) return difference === 0 ? 1 : 0;
  return twoSidedT(difference / error, degrees);
}

function pooled(a: Part, b: Part): number {
  const degrees = a.n + b.n - 2;
  if (degrees <= 0) return 1;
  const variance = (((a.n - 1) * a.squares) / a.n + ((b.n - 1) * b.squares) / b.n) / degrees;
  return ofT(a.mean - b.mean, Math.sqrt(variance * (1 / a.n + 1 / b.n)), degrees);
}

/** A part of one value has no spread of its own and takes the other's. */
function welch(a: Part, b: Part): number {
  if (a.n < 2 && b.n < 2) return 1;
  const variance = (own: Part, other: Part) =>
    (own.n > 1 ? own.squares / (own.n - 1) : other.squares / (other.n - 1)) / own.n;
  const [va, vb] = [variance(a, b), variance(b, a)];
  if (a.n < 2 || b.n < 2) return ofT(a.mean - b.mean, Math.sqrt(va + vb), a.n + b.n - 2);
  const degrees = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  return ofT(a.mean - b.mean, Math.sqrt(va + vb), degrees);
}
