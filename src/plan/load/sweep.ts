import type { PhaseVerdict } from '../../contract/load.ts';
import { constantArrivals } from './constant-rate.ts';
import { evenPoissonArrivals } from './even-poisson.ts';
import type { LoadShape, ShapeContext } from './shape.ts';
import { lookSeconds, recoverySeconds } from './sweep-phase.ts';
import { sweepOptions, type SweepOptions } from './sweep-options.ts';
import { nextStep } from './sweep-search.ts';

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
  options: sweepOptions,
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
