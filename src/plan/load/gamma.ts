import { z } from 'zod';
import { normal, seededRandom, type Random } from '../../base/random.ts';
import { arrivalsByGaps } from './random-gaps.ts';
import { once, type LoadShape } from './shape.ts';

const options = z.strictObject({
  rate: z.number().positive().max(100_000).describe('mean calls per second'),
  k: z
    .number()
    .min(0.01)
    .max(1000)
    .describe('shape of the gaps: 1 is Poisson, below 1 is burstier, above 1 steadier'),
});

/**
 * Gamma with shape k and scale 1: Marsaglia and Tsang, "A simple method for generating gamma variables" (2000), with
 * their boost for k < 1.
 */
function gammaDraw(k: number, random: Random): number {
  if (k < 1) return gammaDraw(k + 1, random) * (1 - random()) ** (1 / k);
  const d = k - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Gaps with mean 1/rate and a coefficient of variation of 1/√k. */
export function gammaArrivals(rate: number, k: number, totalMs: number, seed: number): number[] {
  const random = seededRandom('gamma', seed, rate, k);
  return arrivalsByGaps(() => (gammaDraw(k, random) * 1000) / (rate * k), totalMs);
}

export const gamma: LoadShape<z.infer<typeof options>> = {
  word: 'gamma',
  summary: 'random gaps whose burstiness is set by `k`',
  options,
  next: once(({ rate, k }, { totalMs, seed }) => ({ rate, arrivals: gammaArrivals(rate, k, totalMs, seed) })),
};
