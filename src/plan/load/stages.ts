import { z } from 'zod';
import { once, type LoadShape } from './shape.ts';

const stage = z.strictObject({
  seconds: z.number().positive(),
  rate: z.number().min(0).max(100_000).describe('calls per second at the start of the stage'),
  to: z.number().min(0).max(100_000).optional().describe('at its end; default: the same'),
});
export type Stage = z.infer<typeof stage>;

const options = z.strictObject({ stages: z.array(stage).min(1).max(1000) });

/**
 * The instants at which the rate's integral passes 0, 1, 2, …: evenly spaced where the rate is constant, closer where it
 * rises. The fraction left over at the end of a stage counts in the next.
 */
export function stagedArrivals(stages: readonly Stage[]): number[] {
  const arrivals: number[] = [];
  let startS = 0;
  /** Calls due before the stage, a real number. */
  let before = 0;
  for (const { seconds, rate, to = rate } of stages) {
    const slope = (to - rate) / seconds;
    const inside = ((rate + to) / 2) * seconds;
    for (let i = arrivals.length; i < before + inside - 1e-9; i++) {
      const due = Math.max(0, i - before);
      // rate·t + slope·t²/2 = due, in the form that stays exact when the slope is near 0
      const root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * due));
      const t = due === 0 ? 0 : (2 * due) / (rate + root);
      arrivals.push((startS + Math.min(t, seconds)) * 1000);
    }
    before += inside;
    startS += seconds;
  }
  return arrivals;
}

export const stages: LoadShape<z.infer<typeof options>> = {
  word: 'stages',
  summary: 'one rate after the other, each for `seconds`, constant or changing to `to`',
  options,
  next: once(({ stages }) => ({
    arrivals: stagedArrivals(stages),
    lastsMs: stages.reduce((sum, { seconds }) => sum + seconds * 1000, 0),
  })),
};
