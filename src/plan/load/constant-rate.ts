import { z } from 'zod';
import { once, type LoadShape } from './shape.ts';

const options = z.strictObject({ rate: z.number().positive().max(100_000).describe('calls per second') });

/** Every 1/rate s, the first at 0. Each instant is computed from the start, so that rounding does not add up. */
export function constantArrivals(rate: number, totalMs: number): number[] {
  const arrivals: number[] = [];
  for (let i = 0, at = 0; at < totalMs; at = (++i * 1000) / rate) arrivals.push(at);
  return arrivals;
}

export const constantRate: LoadShape<z.infer<typeof options>> = {
  word: 'constant-rate',
  summary: 'a call every 1/rate seconds, whether or not earlier calls have ended',
  options,
  next: once(({ rate }, { totalMs }) => ({ rate, arrivals: constantArrivals(rate, totalMs) })),
};
