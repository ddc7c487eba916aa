import { seededRandom } from '../../base/random.ts';

/** A figure made from clusters: how often each is in the sample comes in, one number goes out. */
export type WeightedStatistic = (timesDrawn: Uint16Array) => number;

export interface Bootstrap {
  clusters: number;
  /** Of the sample as it is. */
  value: number;
  /** Of the resamples, sorted. */
  replicates: Float64Array;
}

/**
 * Draws whole clusters with replacement, as many as there are (Efron 1979; for clusters Field & Welsh 2007). What belongs to a cluster,
 * the other side of a pair too, comes or goes with it. The same seed gives the same resamples.
 */
export function bootstrap(
  clusters: number,
  statistic: WeightedStatistic,
  { resamples = 2000, seed = 1 }: { resamples?: number; seed?: number } = {},
): Bootstrap {
  const random = seededRandom('bootstrap', seed, clusters);
  const timesDrawn = new Uint16Array(clusters);
  const value = statistic(timesDrawn.fill(1));
  const replicates = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    timesDrawn.fill(0);
    for (let i = 0; i < clusters; i++) {
      const drawn = Math.floor(random() * clusters);
      timesDrawn[drawn] = (timesDrawn[drawn] as number) + 1;
    }
    replicates[resample] = statistic(timesDrawn);
  }
  return { clusters, value, replicates: replicates.sort() };
}
