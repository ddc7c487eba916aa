import { z } from 'zod';
import { messageSchema } from './content.ts';
import { answerSchema } from './attempt.ts';

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

/** What is sent to label an answer. */
export const givenLabelSchema = labelSchema
  .omit({ run_id: true, at_ms: true })
  .extend({ by: z.string().min(1).max(200), criterion: z.string().min(1).max(200) })
  .meta({ id: 'GivenLabel' });

/** Which answers a person is to label. Nothing here tells which target answered. */
export const labelListSchema = z
  .object({
    criterion: z.string(),
    question: z.string().describe('In words, where it is a rubric of the suite; else empty'),
    rubrics: z.array(z.string()).describe('Rubrics of the run’s judges, which people can use too'),
    by: z.string(),
    choices: z.array(
      z.object({
        key: z.string(),
        value: z.number(),
        means: z.string(),
      }),
    ),
    items: z.array(
      labelSchema.pick({ case_id: true, sample_id: true, other_sample_id: true }).extend({
        value: z.number().nullable().describe('Earlier labels of this person'),
      }),
    ),
  })
  .meta({ id: 'LabelList' });
export type LabelList = z.infer<typeof labelListSchema>;

/** One answer, or two to the same case. Reasoning is left out: a person judges what was answered, and it would tell which model it was. */
export const blindAnswersSchema = z
  .object({
    messages: z.array(messageSchema),
    expected: z.unknown(),
    answers: z.array(answerSchema.pick({ text: true, toolCalls: true, madeFiles: true })),
  })
  .meta({ id: 'BlindAnswers' });
export type BlindAnswers = z.infer<typeof blindAnswersSchema>;
