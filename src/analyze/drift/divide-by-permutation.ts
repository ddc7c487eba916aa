import { seededRandom, shuffled } from '../../base/random.ts';
import { bestSplit, type Split } from './best-split.ts';

/**
 * E-divisive as first described (Matteson & James 2014): a split stands when few shuffles of its part split as well. p = (1 + hits) / (shuffles
 * + 1), seeded. No shape of distribution is assumed; for series of up to some hundred values. Ascending.
 */
export function divideByPermutation(
  series: readonly number[],
  { maxP = 0.05, shuffles = 199, seed = 1 }: { maxP?: number; shuffles?: number; seed?: number } = {},
): Split[] {
  const random = seededRandom('e-divisive', seed);
  const found: Split[] = [];
  const open: [number, number][] = [[0, series.length]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [start, end] = part;
    const split = bestSplit(series, start, end);
    if (!split) continue;
    let hits = 0;
    for (let i = 0; i < shuffles; i++)
      if ((bestSplit(shuffled(series.slice(start, end), random)) as Split).q >= split.q) hits++;
    if ((1 + hits) / (shuffles + 1) > maxP) continue;
    found.push(split);
    open.push([start, split.index], [split.index, end]);
  }
  return found.sort((a, b) => a.index - b.index);
}
