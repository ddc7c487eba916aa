/** Cases × targets, as the page shows them. */
import { z } from 'zod';
import { sampleSchema } from './sample.ts';

export const gridOutcomeSchema = z
  .enum(['failed', 'wrong', 'right', 'flaky'])
  .describe('`flaky`: right in some repeats and wrong in others');

export const gridCellSchema = sampleSchema
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
    spread: z
      .number()
      .nullable()
      .describe(
        'Standard deviation (ddof 1) of the qualities of all repeats of this case and target; `null` with fewer than two scored ones',
      ),
  })
  .meta({ id: 'GridCell' });
export type GridCell = z.infer<typeof gridCellSchema>;

export const gridPageSchema = z
  .object({
    total: z.number(),
    cases: z
      .array(
        z.object({
          case_id: z.string(),
          case_index: z.number(),
          category: z.string(),
          preview: z.string(),
          cells: z.array(gridCellSchema),
        }),
      )
      .describe('In the order of the suite'),
  })
  .meta({ id: 'GridPage' });
export type GridPage = z.infer<typeof gridPageSchema>;
