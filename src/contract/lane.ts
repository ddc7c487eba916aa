/** What a target's lane does at the moment, and why: told when it changes, kept with the run. */
import { z } from 'zod';
import { quotaStandingSchema } from './quota.ts';
import { optional } from './optional.ts';

/**
 * `sending`; `cut`: sending less at once than before, as the provider turned calls away; `waiting` for a limit or a quota; `paused`: the provider asked for it; `broken`: it seems to be down and is left alone;
 * `quiet` hours; `ahead` of the other targets; `set_aside`: makes no more calls; `batch`: its calls are with the provider, all together; `ended`: all its calls are made.
 */
export const laneStateSchema = z.enum([
  'sending',
  'cut',
  'waiting',
  'paused',
  'broken',
  'quiet',
  'ahead',
  'set_aside',
  'batch',
  'ended',
]);
export type LaneState = z.infer<typeof laneStateSchema>;

export const laneChangeSchema = z
  .object({
    at_ms: z.number().describe('Wall clock, ms since the epoch'),
    state: laneStateSchema,
    reason: z.string().describe("The reason, in a few words; '' for none"),
    until_ms: z.number().nullable().describe('Wall clock; `null`: unknown, or does not end by itself'),
    concurrency: z.number().describe('Calls that may be in flight'),
    quota: optional(quotaStandingSchema).describe(
      "Of the target's model and key; absent: not reported, or none of it is reserved for others",
    ),
  })
  .meta({ id: 'LaneChange' });
export type LaneChange = z.infer<typeof laneChangeSchema>;

/** Oldest first; of very many, some between the first and the last are left out. */
export const laneRecordSchema = z
  .object({
    target_id: z.string(),
    changes: z.array(laneChangeSchema),
  })
  .meta({ id: 'LaneRecord' });
export type LaneRecord = z.infer<typeof laneRecordSchema>;
