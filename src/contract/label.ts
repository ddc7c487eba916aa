import { z } from 'zod';
import type { Answer } from './attempt.ts';
import type { Message } from './content.ts';

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

/** Which answers a person is to label. Nothing here tells which target answered. */
export interface LabelList {
  criterion: string;
  /** In words, where it is a rubric of the suite; else empty. */
  question: string;
  /** Rubrics that judges of the run go by, which people can be asked too. */
  rubrics: string[];
  by: string;
  choices: { key: string; value: number; means: string }[];
  items: (Pick<Label, 'case_id' | 'sample_id' | 'other_sample_id'> & {
    /** What this person said before. */
    value: number | null;
  })[];
}

/** One answer, or two to the same case. Reasoning is left out: a person judges what was answered, and it would tell which model it was. */
export interface BlindAnswers {
  messages: Message[];
  expected: unknown;
  answers: Pick<Answer, 'text' | 'toolCalls'>[];
}
