import { tExpansion } from '../intervals/t-factor.ts';
import type { LoadSlice } from './load-slices.ts';

/** Ms by which the response gets longer in every ms that passes, a share; bounds as those of `clusteredProportion`. */
export interface Growth {
  value: number;
  low: number;
  high: number;
}

interface Trend {
  slope: number;
  variance: number;
  weight: number;
  freedom: number;
}

const minPoints = 5;
const strongest = 0.9;

/**
 * Autocorrelation of neighbouring residuals. A queue near its capacity is nearly a random walk, and the residuals of a line
 * through few points show less of that than there is: corrected for the bias (Marriott and Pope 1954).
 */
function autocorrelation(residuals: readonly number[]): number {
  const n = residuals.length;
  const squares = residuals.reduce((sum, e) => sum + e * e, 0);
  if (squares === 0) return 0;
  const neighbours = residuals.slice(1).reduce((sum, e, i) => sum + e * (residuals[i] as number), 0);
  const corrected = ((n * neighbours) / squares + 2) / Math.max(1, n - 4);
  return Math.min(strongest, Math.max(0, corrected));
}

/** Least squares over one phase; residuals of neighbouring slices hang together (AR(1)), which widens the error. */
function trendOf(slices: readonly LoadSlice[]): Trend | null {
  const points = slices.flatMap(({ atS, responseMs }) =>
    responseMs === null ? [] : [[atS, responseMs / 1000] as const],
  );
  const n = points.length;
  if (n < minPoints) return null;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const residuals = points.map(([x, y]) => y - meanY - slope * (x - meanX));
  const squares = residuals.reduce((sum, e) => sum + e * e, 0);
  const rho = autocorrelation(residuals);
  const variance = ((squares / (n - 2)) * (1 + rho)) / (1 - rho) / spread;
  return { slope, variance, weight: spread, freedom: n - 2 };
}

/** How many times as much the trends of several phases differ as their own errors let expect; at least 1 (Birge 1932). */
function disagreement(trends: readonly Trend[], value: number): number {
  const known = trends.filter(({ variance }) => variance > 0);
  if (known.length < 2) return 1;
  const squares = known.reduce((sum, { slope, variance }) => sum + (slope - value) ** 2 / variance, 0);
  return Math.max(1, squares / (known.length - 1));
}

/**
 * Whether a queue grows. A target that gets more than it can serve answers each call later than the one before: at offered
 * rate r and capacity C by r/C − 1 per unit of time. A response that is long, but no longer later on, is no sign of that, nor is the filling
 * of a pipeline. Phases are weighed by the spread of their instants. `null`: too few slices with an answer.
 */
export function responseGrowth(phases: readonly (readonly LoadSlice[])[], z: number): Growth | null {
  const trends = phases.flatMap((slices) => trendOf(slices) ?? []);
  const weight = trends.reduce((sum, trend) => sum + trend.weight, 0);
  if (weight === 0) return null;
  const value = trends.reduce((sum, trend) => sum + trend.slope * trend.weight, 0) / weight;
  const variance = trends.reduce((sum, trend) => sum + trend.variance * trend.weight ** 2, 0) / weight ** 2;
  const freedom = trends.reduce((sum, trend) => sum + trend.freedom, 0);
  const half = tExpansion(z, Math.max(4, freedom)) * Math.sqrt(variance * disagreement(trends, value));
  return { value, low: value - half, high: value + half };
}
