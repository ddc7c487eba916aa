import { z } from 'zod';
import { optional } from './optional.ts';
import { sampleRecordSchema } from './sample.ts';

/** What is kept of a case with each run, so that a sample can be shown without the suite file. */
export const runCaseSchema = z
  .object({
    id: z.string(),
    index: z.number().int().min(0).describe('Position in the suite, from 0'),
    category: optional(z.string()),
    tags: z.array(z.string()),
    cluster: optional(z.string()),
    expected: optional(z.unknown()),
    preview: z.string().describe('How its prompt begins'),
  })
  .meta({ id: 'RunCase' });
export type RunCase = z.infer<typeof runCaseSchema>;

/** One case with every answer to it. */
export const caseDetailSchema = z
  .object({
    case: runCaseSchema.nullable().describe('`null`: there is no such case, or no answer to it'),
    samples: z.array(sampleRecordSchema),
  })
  .meta({ id: 'CaseDetail' });
export type CaseDetail = z.infer<typeof caseDetailSchema>;
