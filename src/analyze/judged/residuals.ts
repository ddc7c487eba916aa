/**
 * What a judge gives beyond what people give to the same answers (judge − people), and what that goes with: whose model answered, and how
 * much was said. A judge that is merely too kind is so everywhere; these two are unfair.
 */
import type { LengthSlope, SelfPreference } from '../../contract/calibration.ts';
import { tQuantile } from '../intervals/t-distribution.ts';

const level = 0.95;
/** Below so many a slope is noise. */
const minPointsForSlope = 10;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function spread(values: readonly number[]): { mean: number; errorSquared: number } {
  const mean = sum(values) / values.length;
  const variance = sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
  return { mean, errorSquared: variance / values.length };
}

/** Welch's interval of the difference of means; `null` below two answers on either side. */
export function selfPreference(own: readonly number[], others: readonly number[]): SelfPreference | null {
  if (own.length < 2 || others.length < 2) return null;
  const [a, b] = [spread(own), spread(others)];
  const se = Math.sqrt(a.errorSquared + b.errorSquared);
  const degrees =
    (a.errorSquared + b.errorSquared) ** 2 /
    (a.errorSquared ** 2 / (own.length - 1) + b.errorSquared ** 2 / (others.length - 1));
  const half = se === 0 ? 0 : tQuantile((1 + level) / 2, degrees) * se;
  const difference = a.mean - b.mean;
  return { own: a.mean, others: b.mean, difference, low: difference - half, high: difference + half };
}

/** Least squares of the residual on log₂ of the length in characters. `null` below ten answers, or when all are as long. */
export function lengthSlope(answers: readonly { residual: number; length: number }[]): LengthSlope | null {
  const n = answers.length;
  if (n < minPointsForSlope) return null;
  const x = answers.map(({ length }) => Math.log2(1 + length));
  const y = answers.map(({ residual }) => residual);
  const [meanX, meanY] = [sum(x) / n, sum(y) / n];
  const sxx = sum(x.map((value) => (value - meanX) ** 2));
  if (sxx < 1e-12) return null;
  const slope = sum(x.map((value, i) => (value - meanX) * ((y[i] as number) - meanY))) / sxx;
  const left = sum(x.map((value, i) => ((y[i] as number) - meanY - slope * (value - meanX)) ** 2));
  const half = tQuantile((1 + level) / 2, n - 2) * Math.sqrt(left / (n - 2) / sxx);
  return { n, per_doubling: slope, low: slope - half, high: slope + half };
}
