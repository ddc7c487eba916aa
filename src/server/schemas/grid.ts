import { z } from '@hono/zod-openapi';
import type { GridPage } from '../../contract/result-store.ts';
import { sampleSchema } from './sample.ts';

const whole = (most: number) => z.coerce.number().int().min(0).max(most);
const word = z.string().max(500).optional();

export const gridQuerySchema = z.object({
  targets: z
    .string()
    .max(20_000)
    .optional()
    .describe('ids of the columns, separated by commas; default: all targets'),
  right: word.describe('only cases that this target got right and `wrong` got wrong'),
  wrong: word,
  outcome: z
    .enum(['failed', 'wrong', 'right', 'flaky'])
    .optional()
    .describe('only cases on which a shown target is so'),
  category: word,
  search: word.describe('in the id of the case and the beginning of its prompt'),
  offset: whole(10_000_000).default(0),
  limit: whole(500).default(50),
});
export type GridParameters = z.infer<typeof gridQuerySchema>;

const cell = sampleSchema
  .pick({
    sample_id: true,
    target_id: true,
    repeat: true,
    outcome: true,
    error_class: true,
    quality: true,
    correct: true,
    e2e_ms: true,
    ttft_ms: true,
    cost_nanousd: true,
  })
  .extend({
    spread: z.number().nullable().describe('standard deviation of quality between the repeats of its case'),
  });

export const gridPageSchema = z
  .object({
    total: z.number(),
    cases: z.array(
      z.object({
        case_id: z.string(),
        case_index: z.number(),
        category: z.string(),
        preview: z.string(),
        cells: z.array(cell),
      }),
    ),
  })
  .openapi('GridPage') satisfies z.ZodType<GridPage>;
