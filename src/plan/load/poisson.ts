import { z } from 'zod';
import { seededRandom } from '../../base/random.ts';
import { arrivalsByGaps } from './random-gaps.ts';
import { once, type LoadShape } from './shape.ts';

const options = z.strictObject({
  rate: z.number().positive().max(100_000).describe('mean calls per second'),
});

/** Independent callers: gaps are exponential. */
export function poissonArrivals(rate: number, totalMs: number, seed: number): number[] {
  const random = seededRandom('poisson', seed, rate);
  return arrivalsByGaps(() => (-Math.log(1 - random()) * 1000) / rate, totalMs);
}

export const poisson: LoadShape<z.infer<typeof options>> = {
  word: 'poisson',
  summary: 'independent callers: random gaps, `rate` calls per second on average',
  options,
  next: once(({ rate }, { totalMs, seed }) => ({ rate, arrivals: poissonArrivals(rate, totalMs, seed) })),
};
