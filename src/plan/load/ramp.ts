import { z } from 'zod';
import { once, type LoadShape } from './shape.ts';
import { stagedArrivals } from './stages.ts';

const options = z.strictObject({
  from: z.number().min(0).max(100_000).describe('calls per second at the start'),
  to: z.number().positive().max(100_000).describe('calls per second at the end'),
});

export const ramp: LoadShape<z.infer<typeof options>> = {
  word: 'ramp',
  summary: 'a rate that changes linearly `from` one value `to` another, warm-up included',
  options,
  next: once(({ from, to }, { totalMs }) => ({
    arrivals: stagedArrivals([{ seconds: totalMs / 1000, rate: from, to }]),
  })),
};
