import { z } from '@hono/zod-openapi';
import { messageSchema } from '../../contract/content.ts';
import { labelSchema, type BlindAnswers, type LabelList } from '../../contract/label.ts';
import type { Loose } from './run.ts';

const flag = z.enum(['true', 'false']).default('false');

export const labelQuerySchema = z.object({
  criterion: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('what is asked; default `correct`, of pairs `better`'),
  pairs: flag.transform((word) => word === 'true').describe('`true`: two answers to the same case'),
  rubric: z.string().max(200).optional().describe('name of a judge of the run: its question and levels'),
  levels: z.coerce.number().int().optional().describe('2 to 9 instead of yes and no'),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  seed: z.coerce.number().int().default(1).describe('another gives other answers, in another order'),
  by: z.string().min(1).max(200).optional().describe('who labels; default: who started the server'),
});

const toLabel = z.object({
  case_id: z.string(),
  sample_id: z.string(),
  other_sample_id: z.string().nullable().describe('the second of two answers'),
  value: z.number().nullable().describe('what this person said before'),
});

export const labelListSchema = z
  .object({
    criterion: z.string(),
    question: z.string().describe('in words, where it is a rubric of the suite; else empty'),
    rubrics: z.array(z.string()).describe('what `rubric` may be'),
    by: z.string(),
    choices: z.array(z.object({ key: z.string(), value: z.number(), means: z.string() })),
    items: z.array(toLabel),
  })
  .openapi('LabelList') satisfies z.ZodType<LabelList>;

export const blindSchema = z
  .object({
    messages: z.array(messageSchema),
    expected: z.unknown(),
    answers: z.array(
      z.object({
        text: z.string(),
        toolCalls: z.array(z.object({ name: z.string(), arguments: z.string() })),
      }),
    ),
  })
  .openapi('BlindAnswers') satisfies z.ZodType<Loose<BlindAnswers>>;

export const givenLabelSchema = labelSchema
  .omit({ run_id: true, at_ms: true })
  .extend({ by: z.string().min(1).max(200), criterion: z.string().min(1).max(200) })
  .openapi('GivenLabel');
