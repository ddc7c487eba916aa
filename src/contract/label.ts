import { z } from 'zod';

/** What a person said of a stored answer, or of two. A line of `labels.jsonl` in the data directory. */
export const labelSchema = z.strictObject({
  run_id: z.string(),
  case_id: z.string(),
  sample_id: z.string(),
  /** The second of two answers; `null`: one answer was looked at. */
  other_sample_id: z.string().nullable(),
  /** What was asked of the person, such as the name of a rubric. */
  criterion: z.string().min(1),
  /** 0 to 1; of two answers 1: the first is better, 0: the second, 0.5: neither. `null`: what was said before is taken back. */
  value: z.number().min(0).max(1).nullable(),
  /** Who said it. */
  by: z.string(),
  at_ms: z.number(),
});

export type Label = z.infer<typeof labelSchema>;
