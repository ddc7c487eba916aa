import { z } from 'zod';
import { once, type LoadShape } from './shape.ts';

const options = z.strictObject({
  file: z
    .string()
    .min(1)
    .optional()
    .describe('JSONL, JSON, CSV or YAML with one row per call, relative to the suite'),
  column: z.string().min(1).optional().describe('column that holds the instant; default: timestamp'),
  unit: z.enum(['ms', 's']).optional().describe('of the instants; default ms'),
  times: z.array(z.number()).min(1).max(2_000_000).describe('the instants themselves, instead of a file'),
  speed: z.number().positive().optional().describe('2 replays in half the time; default 1'),
});

/** Counted from the earliest instant, in order of time, divided by `speed`. */
export function replayArrivals(times: readonly number[], unit: 'ms' | 's', speed: number): number[] {
  const scale = (unit === 's' ? 1000 : 1) / speed;
  const sorted = Float64Array.from(times).sort();
  const first = sorted[0] as number;
  return Array.from(sorted, (time) => (time - first) * scale);
}

export const traceReplay: LoadShape<z.infer<typeof options>> = {
  word: 'trace-replay',
  summary: 'calls at the instants of a recording, faster or slower by `speed`',
  options,
  next: once(({ times, unit = 'ms', speed = 1 }) => {
    const arrivals = replayArrivals(times, unit, speed);
    // The last call too begins inside the window.
    return { arrivals, lastsMs: (arrivals.at(-1) as number) + 1 };
  }),
};
