import { z } from 'zod';
import type { CallSize } from '../../contract/load.ts';
import { once, type LoadShape } from './shape.ts';

const sizes = z.array(z.number().int().positive().max(1_000_000)).max(2_000_000).optional();

const options = z.strictObject({
  file: z
    .string()
    .min(1)
    .optional()
    .describe('JSONL, JSON, CSV or YAML with one row per call, relative to the suite'),
  column: z.string().min(1).optional().describe('column with the time of the call; default: timestamp'),
  inputColumn: z
    .string()
    .min(1)
    .optional()
    .describe('column with the prompt tokens: generated prompts of that length replace the cases'),
  outputColumn: z
    .string()
    .min(1)
    .optional()
    .describe('column with the answer tokens, used as maxOutputTokens of that call'),
  unit: z.enum(['ms', 's']).optional().describe('unit of the times; default ms'),
  times: z.array(z.number()).min(1).max(2_000_000).describe('the times of the calls, instead of a file'),
  inputs: sizes.describe('prompt tokens, in the order of the times'),
  outputs: sizes.describe('answer tokens, in the order of the times'),
  speed: z.number().positive().optional().describe('2 replays in half the time; default 1'),
});

/** Counted from the earliest instant, in order of time, divided by `speed`. */
export function replayArrivals(times: readonly number[], unit: 'ms' | 's', speed: number): number[] {
  const scale = (unit === 's' ? 1000 : 1) / speed;
  const sorted = Float64Array.from(times).sort();
  const first = sorted[0] as number;
  return Array.from(sorted, (time) => (time - first) * scale);
}

/** In order of time, as the arrivals; a prompt's case is its place among the lengths there are, shortest first. */
export function replaySizes(
  times: readonly number[],
  inputs: readonly number[] | undefined,
  outputs: readonly number[] | undefined,
): CallSize[] {
  const lengths = [...new Set(inputs)].sort((a, b) => a - b);
  const places = new Map(lengths.map((length, index) => [length, index]));
  return times
    .map((time, i) => ({ time, i }))
    .sort((a, b) => a.time - b.time)
    .map(({ i }) => ({
      caseIndex: places.get(inputs?.[i] ?? Number.NaN) ?? null,
      maxOutputTokens: outputs?.[i] ?? null,
    }));
}

export const traceReplay: LoadShape<z.infer<typeof options>> = {
  word: 'trace-replay',
  summary: 'calls at the times of a recording, scaled by `speed`',
  options,
  next: once(({ times, inputs, outputs, unit = 'ms', speed = 1 }) => {
    const arrivals = replayArrivals(times, unit, speed);
    const sizes = inputs || outputs ? { sizes: replaySizes(times, inputs, outputs) } : {};
    // The last call too begins inside the window.
    return { arrivals, ...sizes, lastsMs: (arrivals.at(-1) as number) + 1 };
  }),
};
