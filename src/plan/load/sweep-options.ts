import { z } from 'zod';
import { sweepDefaults } from '../../contract/sweep.ts';

export const sweepOptions = z
  .strictObject({
    from: z.number().positive().max(100_000).describe('first rate, calls per second'),
    to: z.number().positive().max(100_000).describe('highest rate tried'),
    factor: z
      .number()
      .min(1.1)
      .max(10)
      .default(sweepDefaults.factor)
      .describe('factor between rates on the way up; default 2'),
    tolerance: z
      .number()
      .min(0.01)
      .max(1)
      .default(sweepDefaults.tolerance)
      .describe('the search ends when the ends of the interval are this close, as a fraction; default 0.1'),
    goodShare: z
      .number()
      .min(0.5)
      .max(0.999)
      .default(sweepDefaults.goodShare)
      .describe('fraction of answered calls that must meet the service levels; default 0.95'),
    soakSeconds: z
      .number()
      .min(0)
      .max(3600)
      .default(sweepDefaults.soakSeconds)
      .describe('how long the lower end must hold without a break, for quotas per minute; default 60'),
    steps: z
      .number()
      .int()
      .min(3)
      .max(1000)
      .default(sweepDefaults.steps)
      .describe('max number of phases; default 100'),
    maxMinutes: z
      .number()
      .positive()
      .default(sweepDefaults.maxMinutes)
      .describe('time budget per target: no phase starts after it; default 30'),
    arrivals: z.enum(['poisson', 'constant-rate']).optional().describe('default poisson'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'a rate from `from` on' });
export type SweepOptions = z.infer<typeof sweepOptions>;
