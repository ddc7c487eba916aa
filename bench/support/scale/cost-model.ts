/** Processor time as a sum of what a second, each call and each open stream take, by least squares of relative errors. */
import { Matrix, solve } from 'ml-matrix';

export interface Load {
  /** Calls begun a second. */
  rate: number;
  streams: number;
}

export interface Observed extends Load {
  /** µs of processor time a second. */
  usPerS: number;
}

export interface CostModel {
  usPerSecond: number;
  usPerCall: number;
  /** µs a second. */
  usPerStream: number;
}

const terms = ({ rate, streams }: Load) => [1, rate, streams];

/** As many observations as terms at least. */
export function fitCost(observed: readonly Observed[]): CostModel {
  // each row by its own size: a tenth too much counts the same for a small load and a large one
  const rows = observed.map((load) => terms(load).map((term) => term / load.usPerS));
  const ones = Matrix.columnVector(observed.map(() => 1));
  const [usPerSecond = Number.NaN, usPerCall = Number.NaN, usPerStream = Number.NaN] = solve(
    new Matrix(rows),
    ones,
    true,
  ).to1DArray();
  return { usPerSecond, usPerCall, usPerStream };
}

export const predictCost = ({ usPerSecond, usPerCall, usPerStream }: CostModel, { rate, streams }: Load) =>
  usPerSecond + usPerCall * rate + usPerStream * streams;

/** Of what was observed. */
export const relativeError = (model: CostModel, load: Observed): number =>
  predictCost(model, load) / load.usPerS - 1;

/** Calls a second at which a thread, or a process of so many cores, is used up to `share`; each call keeps a stream open for `seconds`. */
export const maxRate = (
  { usPerSecond, usPerCall, usPerStream }: CostModel,
  { seconds, cores = 1, share }: { seconds: number; cores?: number; share: number },
): number => (cores * share * 1e6 - usPerSecond) / (usPerCall + usPerStream * seconds);
