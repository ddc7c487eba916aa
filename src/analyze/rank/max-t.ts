import { seededRandom } from '../../base/random.ts';
import { quantile } from '../figures/quantiles.ts';

export interface Simultaneous {
  /** Standard error of the difference of each two means, by their places. */
  se: (i: number, j: number) => number;
  /** All differences d_ij ± factor · se hold at once with the level. */
  factor: number;
}

/**
 * Simultaneous intervals for all differences of means measured on the same clusters (max-|t|; multiplier bootstrap, Chernozhukov,
 * Chetverikov & Kato 2013, with signs as multipliers). Uses how the means move together, so it is sharper than Bonferroni.
 * `influence[t][g]`: what cluster g adds to the error of mean t, i.e. Σ (x − mean) / n over its observations.
 */
export function maxT(
  influence: readonly Float64Array[],
  { level = 0.95, draws = 2000, seed = 1 }: { level?: number; draws?: number; seed?: number } = {},
): Simultaneous {
  const clusters = influence[0]?.length ?? 0;
  const players = influence.length;
  const correction = clusters / (clusters - 1);
  const errors = influence.map((a) =>
    influence.map((b) => {
      let sum = 0;
      for (let g = 0; g < clusters; g++) sum += ((a[g] as number) - (b[g] as number)) ** 2;
      return Math.sqrt(sum * correction);
    }),
  );
  const random = seededRandom('max-t', seed);
  const sums = new Float64Array(players);
  const signs = new Int8Array(clusters);
  const largest = Float64Array.from({ length: draws }, () => {
    drawSigns(signs, random);
    influence.forEach((values, t) => {
      let sum = 0;
      for (let g = 0; g < clusters; g++) sum += (signs[g] as number) * (values[g] as number);
      sums[t] = sum;
    });
    return largestT(sums, errors);
  }).sort();
  const found = quantile(largest, level);
  // Each draw's difference over its own error instead of the sample's: with few clusters the tails are as long as Student's.
  const own = 1 - (found * found) / (clusters - 1);
  return {
    se: (i, j) => (errors[i] as number[])[j] as number,
    factor: own > 0 ? found / Math.sqrt(own) : Number.POSITIVE_INFINITY,
  };
}

function drawSigns(signs: Int8Array, random: () => number): void {
  let bits = 0;
  for (let g = 0; g < signs.length; g++) {
    if (g % 31 === 0) bits = Math.floor(random() * 0x80000000);
    signs[g] = bits & 1 ? 1 : -1;
    bits >>= 1;
  }
}

function largestT(sums: Float64Array, errors: readonly number[][]): number {
  let most = 0;
  for (let i = 0; i < sums.length; i++)
    for (let j = 0; j < i; j++) {
      const error = (errors[i] as number[])[j] as number;
      if (error > 0) most = Math.max(most, Math.abs((sums[i] as number) - (sums[j] as number)) / error);
    }
  return most;
}
