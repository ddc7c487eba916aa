import { boundedSums, type BoundedSums } from '../intervals/bounded-mean.ts';
import type { CaseClusters } from './case-clusters.ts';
import type { CaseMeans } from './case-means.ts';

/**
 * What two targets differ by in a share or score, on the cases for which both have a known value, summed by cluster. `weights`: how much each
 * case counts. Single right-or-wrong answers to independent cases that count alike are kept as the counts Tango's test takes.
 */
export function differenceSums(
  a: CaseMeans,
  b: CaseMeans,
  { of, count }: CaseClusters,
  weights: Float64Array | null,
): BoundedSums {
  const sums = new Float64Array(count);
  const counts = new Float64Array(count);
  let [pairs, onlyFirst, onlySecond] = [0, 0, 0];
  for (let place = 0; place < of.length; place++) {
    const difference = (a.mean[place] as number) - (b.mean[place] as number);
    const weight = weights ? (weights[place] as number) : 1;
    if (Number.isNaN(difference) || weight === 0) continue;
    const cluster = of[place] as number;
    pairs++;
    sums[cluster] = (sums[cluster] as number) + weight * difference;
    counts[cluster] = (counts[cluster] as number) + weight;
    if (difference > 0) onlyFirst++;
    else if (difference < 0) onlySecond++;
  }
  const there = compacted(sums, counts);
  const isSimple = !weights && a.isBinary && b.isBinary && there.counts.length === pairs;
  return boundedSums(there, [-1, 1], isSimple && pairs > 1 ? { onlyFirst, onlySecond, n: pairs } : null);
}

/** Without the clusters that have nothing. */
function compacted(sums: Float64Array, counts: Float64Array): { sums: Float64Array; counts: Float64Array } {
  let kept = 0;
  for (let g = 0; g < counts.length; g++) {
    if (counts[g] === 0) continue;
    sums[kept] = sums[g] as number;
    counts[kept] = counts[g] as number;
    kept++;
  }
  return { sums: sums.subarray(0, kept), counts: counts.subarray(0, kept) };
}

/** A target's own mean, in the same way. */
export function meanSums(
  a: CaseMeans,
  { of, count }: CaseClusters,
  weights: Float64Array | null,
): BoundedSums {
  const sums = new Float64Array(count);
  const counts = new Float64Array(count);
  a.mean.forEach((value, place) => {
    const weight = weights ? (weights[place] as number) : 1;
    if (Number.isNaN(value) || weight === 0) return;
    const cluster = of[place] as number;
    sums[cluster] = (sums[cluster] as number) + weight * value;
    counts[cluster] = (counts[cluster] as number) + weight;
  });
  return boundedSums(compacted(sums, counts), [0, 1]);
}

/** What each cluster adds to the error of a target's mean; 0 where it has none. */
export function meanInfluence(
  a: CaseMeans,
  { of, count }: CaseClusters,
  weights: Float64Array | null,
): Float64Array {
  const [sums, counts] = [new Float64Array(count), new Float64Array(count)];
  let [total, n] = [0, 0];
  a.mean.forEach((value, place) => {
    const weight = weights ? (weights[place] as number) : 1;
    if (Number.isNaN(value)) return;
    const cluster = of[place] as number;
    total += weight * value;
    n += weight;
    sums[cluster] = (sums[cluster] as number) + weight * value;
    counts[cluster] = (counts[cluster] as number) + weight;
  });
  return n === 0 ? sums.fill(0) : sums.map((sum, g) => (sum - (total / n) * (counts[g] as number)) / n);
}
