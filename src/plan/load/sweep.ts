import { z } from 'zod';
import type { PhasePurpose, PhaseVerdict } from '../../contract/load.ts';
import { constantArrivals } from './constant-rate.ts';
import { poissonArrivals } from './poisson.ts';
import type { LoadShape } from './shape.ts';

const options = z.strictObject({
  from: z.number().positive().max(100_000).describe('lowest rate tried, calls per second'),
  to: z.number().positive().max(100_000).describe('highest rate tried'),
  factor: z.number().min(1.1).max(10).optional().describe('between rates on the way up; default 2'),
  tolerance: z
    .number()
    .min(0.01)
    .max(1)
    .optional()
    .describe('the search ends when the bounds are this close, as a share; default 0.1'),
  steps: z.number().int().min(3).max(100).optional().describe('at most so many phases; default 24'),
  arrivals: z.enum(['poisson', 'constant-rate']).optional().describe('default poisson'),
});
type SweepOptions = z.infer<typeof options>;

interface Step {
  purpose: PhasePurpose;
  rate: number;
}

const rateOf = (verdict: PhaseVerdict) => verdict.rate as number;
const close = (a: number, b: number) => Math.abs(a / b - 1) < 1e-9;

/** A rate counts by its last trial: a confirmation overrules the first sight. */
function bounds(done: readonly PhaseVerdict[]): { good: number | null; bad: number | null } {
  const last = new Map(done.map((verdict) => [rateOf(verdict), verdict.met]));
  const bad = Math.min(...[...last].filter(([, met]) => !met).map(([rate]) => rate));
  const good = Math.max(...[...last].filter(([rate, met]) => met && rate < bad).map(([rate]) => rate));
  return { good: Number.isFinite(good) ? good : null, bad: Number.isFinite(bad) ? bad : null };
}

/**
 * Up by `factor` until a rate is too much or `to` is reached; then between the last good and the first bad rate, by
 * geometric halves, until they are within `tolerance`; then the best once more. A best that does not hold a second time
 * becomes the upper bound, and the search goes on below it.
 */
export function nextStep(options: SweepOptions, done: readonly PhaseVerdict[]): Step | null {
  const { from, to, factor = 2, tolerance = 0.1, steps = 24 } = options;
  if (done.length === 0) return { purpose: 'ascend', rate: from };
  if (done.length >= steps) return null;
  const { good, bad } = bounds(done);
  if (good === null) return null;
  const last = done.at(-1) as PhaseVerdict;
  if (last.purpose === 'confirm' && last.met && close(rateOf(last), good)) return null;
  if (bad === null)
    return good < to && !close(good, to)
      ? { purpose: 'ascend', rate: Math.min(to, good * factor) }
      : { purpose: 'confirm', rate: good };
  if (bad / good > 1 + tolerance) return { purpose: 'search', rate: Math.sqrt(good * bad) };
  return { purpose: 'confirm', rate: good };
}

export const sweep: LoadShape<SweepOptions> = {
  word: 'sweep',
  summary: 'higher and higher rates until the target no longer keeps up, then a search for the limit',
  options,
  next(options, { done, totalMs, seed }) {
    const step = nextStep(options, done);
    if (!step) return null;
    const arrivals =
      options.arrivals === 'constant-rate'
        ? constantArrivals(step.rate, totalMs)
        : poissonArrivals(step.rate, totalMs, seed + done.length);
    return { ...step, arrivals };
  },
};
