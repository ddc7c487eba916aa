import { z } from 'zod';
import type { PhaseVerdict } from '../../contract/load.ts';
import { sweepDefaults } from '../../contract/sweep.ts';
import { constantArrivals } from './constant-rate.ts';
import { evenPoissonArrivals } from './even-poisson.ts';
import type { LoadShape, ShapeContext } from './shape.ts';
import { lookSeconds, recoverySeconds } from './sweep-phase.ts';
import { nextStep } from './sweep-search.ts';

const options = z
  .strictObject({
    from: z.number().positive().max(100_000).describe('first rate, calls per second'),
    to: z.number().positive().max(100_000).describe('highest rate tried'),
    factor: z
      .number()
      .min(1.1)
      .max(10)
      .default(sweepDefaults.factor)
      .describe('between rates on the way up; default 2'),
    tolerance: z
      .number()
      .min(0.01)
      .max(1)
      .default(sweepDefaults.tolerance)
      .describe('the search ends when the ends of the interval are this close, as a share; default 0.1'),
    goodShare: z
      .number()
      .min(0.5)
      .max(0.999)
      .default(sweepDefaults.goodShare)
      .describe('share of answered calls that must meet the service levels; default 0.95'),
    steps: z
      .number()
      .int()
      .min(3)
      .max(1000)
      .default(sweepDefaults.steps)
      .describe('at most so many phases; default 100'),
    maxMinutes: z
      .number()
      .positive()
      .default(sweepDefaults.maxMinutes)
      .describe('time budget of a target: no phase begins after it; default 30'),
    arrivals: z.enum(['poisson', 'constant-rate']).optional().describe('default poisson'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'is below `from`' });
export type SweepOptions = z.infer<typeof options>;

/** Failures beyond this share are looked at with more calls. */
const someFailure = 0.02;

/** Long enough for calls as slow as those at low load to come and go before measuring begins. */
function warmupMsOf({ warmupMs }: ShapeContext, done: readonly PhaseVerdict[]): number {
  const slowMs = done.find(({ responseP95Ms }) => responseP95Ms !== null)?.responseP95Ms ?? 0;
  return Math.max(warmupMs, Math.min(1.5 * slowMs, 60_000));
}

export const sweep: LoadShape<SweepOptions> = {
  word: 'sweep',
  summary: 'higher and higher rates until the target is saturated, then a search for the sustainable load',
  options,
  next(options, context) {
    const { done, seed, measureMs } = context;
    const step = nextStep(options, done);
    if (!step) return null;
    const { purpose, rate } = step;
    const isRecovery = purpose === 'recover';
    const isFailing = done.some((one) => one.state !== 'saturated' && (one.failureShare ?? 0) > someFailure);
    const warmupMs = isRecovery ? 0 : warmupMsOf(context, done);
    const seconds = isRecovery ? recoverySeconds(rate) : lookSeconds(step, measureMs / 1000, isFailing);
    const lastsMs = warmupMs + seconds * 1000;
    const arrivals =
      isRecovery || options.arrivals === 'constant-rate'
        ? constantArrivals(rate, lastsMs)
        : evenPoissonArrivals(rate, warmupMs, lastsMs, seed + done.length);
    return { purpose, rate, arrivals, lastsMs, warmupMs };
  },
};
