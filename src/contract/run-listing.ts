import { z } from 'zod';
import { runSummarySchema } from './analysis.ts';
import { runSchema } from './run.ts';

/** What a list shows of a run beyond its header. */
export const runListingSchema = z
  .object({
    done: z.number().describe('Completed samples, without warm-up'),
    best_quality: z.object({ target_id: z.string(), label: z.string(), value: z.number() }).nullable(),
    total_cost_usd: z.number().nullable(),
  })
  .meta({ id: 'RunListing' });
export type RunListing = z.infer<typeof runListingSchema>;

export const runListSchema = z
  .object({
    runs: z.array(runSchema.extend({ summary: runListingSchema.nullable() })).describe('Newest first'),
    next_cursor: z
      .string()
      .nullable()
      .describe('Pass it as `cursor` for the runs that follow; `null`: these were the last'),
  })
  .meta({ id: 'RunList' });
export type RunList = z.infer<typeof runListSchema>;

/** A run with everything that is said about it. */
export const runDetailSchema = z
  .object({
    run: runSchema,
    summary: runSummarySchema,
    last_event_id: z.number().describe('Pass it as `since` to the events, so that nothing is missed'),
    live: z.boolean(),
  })
  .meta({ id: 'RunDetail' });
export type RunDetail = z.infer<typeof runDetailSchema>;
