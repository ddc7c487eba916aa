/**
 * How far several means that were measured on the same clusters lie from their truths, together: draws from the normal distribution with
 * their estimated covariance. What is said of many of them at once is measured against the largest of all (max-t).
 */
import { normal, seededRandom, shuffled } from '../../base/random.ts';
import { normalCdf, normalQuantile } from '../intervals/normal-distribution.ts';

/** More clusters are put into so many blocks at random, which leaves the covariance what it is. */
const maxBlocks = 256;
const defaultDraws = 2000;

/** Two means of which the difference is meant, by their places; −1 in the second place: the first by itself. */
export type Contrast = readonly [first: number, second: number];

export interface JointErrors {
  draws: number;
  /** One column of draws per mean. */
  errors: Float64Array[];
  means: number;
  /** Covariance of the errors, row by row. */
  covariance: Float64Array;
}

/**
 * `influence[m][g]`: what cluster g adds to the error of mean m, i.e. Σ (x − mean) / n over its observations.
 * From few clusters little is known of how means move together, and nothing of what happened in none of them: each mean varies
 * a little more by itself than was seen (as with one more cluster that differs), and correlations are taken for a little less, by 2 / √clusters.
 */
export function jointErrors(
  influence: readonly Float64Array[],
  { draws = defaultDraws, seed = 1 }: { draws?: number; seed?: number } = {},
): JointErrors {
  const clusters = influence[0]?.length ?? 0;
  const means = influence.length;
  const random = seededRandom('joint errors', seed, clusters);
  const covariance = covarianceOf(inBlocks(influence, clusters, random), means);
  const own = 1 / (clusters + 2) ** 2;
  const kept = Math.max(0, 1 - 2 / Math.sqrt(clusters));
  for (let i = 0; i < means; i++)
    for (let j = 0; j < means; j++) {
      const at = i * means + j;
      covariance[at] = i === j ? (covariance[at] as number) + own : (covariance[at] as number) * kept;
    }
  const root = choleskyRoot(covariance, means);
  const errors = Array.from({ length: means }, () => new Float64Array(draws));
  const drawn = new Float64Array(means);
  for (let draw = 0; draw < draws; draw++) {
    for (let m = 0; m < means; m++) drawn[m] = normal(random);
    for (let i = 0; i < means; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += (root[i * means + j] as number) * (drawn[j] as number);
      (errors[i] as Float64Array)[draw] = sum;
    }
  }
  return { draws, errors, means, covariance };
}

function inBlocks(
  influence: readonly Float64Array[],
  clusters: number,
  random: () => number,
): Float64Array[] {
  if (clusters <= maxBlocks) return [...influence];
  const order = shuffled(
    Array.from({ length: clusters }, (_, g) => g),
    random,
  );
  return influence.map((parts) => {
    const blocks = new Float64Array(maxBlocks);
    order.forEach((g, place) => {
      const block = place % maxBlocks;
      blocks[block] = (blocks[block] as number) + (parts[g] as number);
    });
    return blocks;
  });
}

function covarianceOf(parts: readonly Float64Array[], means: number): Float64Array {
  const covariance = new Float64Array(means * means);
  parts.forEach((a, i) => {
    for (let j = 0; j <= i; j++) {
      const b = parts[j] as Float64Array;
      let sum = 0;
      for (let g = 0; g < a.length; g++) sum += (a[g] as number) * (b[g] as number);
      covariance[i * means + j] = sum;
      covariance[j * means + i] = sum;
    }
  });
  return covariance;
}

/** Lower triangle L with L Lᵀ = the covariance, which is positive definite. */
function choleskyRoot(covariance: Float64Array, means: number): Float64Array {
  const root = new Float64Array(means * means);
  for (let i = 0; i < means; i++)
    for (let j = 0; j <= i; j++) {
      let rest = covariance[i * means + j] as number;
      for (let k = 0; k < j; k++) rest -= (root[i * means + k] as number) * (root[j * means + k] as number);
      root[i * means + j] = i === j ? Math.sqrt(Math.max(0, rest)) : rest / (root[j * means + j] as number);
    }
  return root;
}

function errorOf({ covariance, means }: JointErrors, [i, j]: Contrast): number {
  const at = (row: number, column: number) => covariance[row * means + column] as number;
  return Math.sqrt(j < 0 ? at(i, i) : at(i, i) + at(j, j) - 2 * at(i, j));
}

/** Of each draw the largest error of all contrasts, in standard errors; ascending. */
export function largestErrors(
  joint: JointErrors,
  contrasts: readonly Contrast[],
  sides: 1 | 2,
): Float64Array {
  const { draws, errors } = joint;
  const largest = new Float64Array(draws).fill(sides === 2 ? 0 : Number.NEGATIVE_INFINITY);
  const nothing = new Float64Array(draws);
  for (const contrast of contrasts) {
    const first = errors[contrast[0]] as Float64Array;
    const second = contrast[1] < 0 ? nothing : (errors[contrast[1]] as Float64Array);
    const scale = 1 / errorOf(joint, contrast);
    for (let draw = 0; draw < draws; draw++) {
      const error = ((first[draw] as number) - (second[draw] as number)) * scale;
      const size = sides === 2 ? Math.abs(error) : error;
      if (size > (largest[draw] as number)) largest[draw] = size;
    }
  }
  return largest.sort();
}

/**
 * Standard errors that none of so many contrasts is off by, with the level: a quantile of `largest`, never less than for one
 * contrast alone and never more than Bonferroni's.
 */
export function criticalValue(
  largest: Float64Array,
  { level, sides, contrasts }: { level: number; sides: 1 | 2; contrasts: number },
): number {
  const z = (tests: number) => normalQuantile(1 - (1 - level) / sides / tests);
  if (contrasts <= 1) return z(1);
  const place = Math.min(largest.length - 1, Math.ceil(level * (largest.length + 1)) - 1);
  return Math.min(z(contrasts), Math.max(z(1), largest[place] as number));
}

/** Chance that the furthest of so many contrasts is `z` standard errors off: below 1 − level just when z is above `criticalValue`. */
export function chanceOf(
  largest: Float64Array,
  z: number,
  { sides, contrasts }: { sides: 1 | 2; contrasts: number },
): number {
  const alone = sides * normalCdf(-z);
  if (contrasts <= 1) return Math.min(1, alone);
  let [from, to] = [0, largest.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((largest[middle] as number) < z) from = middle + 1;
    else to = middle;
  }
  const share = (largest.length - from + 1) / (largest.length + 1);
  return Math.min(1, alone * contrasts, Math.max(alone, share));
}
