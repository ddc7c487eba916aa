import { z } from '@hono/zod-openapi';
import { runChanges, type RunEvent } from '../../contract/events.ts';
import { raceSchema } from './race.ts';
import { laneChangeSchema, runSchema, type Loose } from './run.ts';
import { retriedSchema, sampleSchema } from './sample.ts';

export const runEventSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('run-start'), run: runSchema }),
    z.object({ type: z.literal('attempt-retry'), retried: retriedSchema, waitMs: z.number() }),
    z.object({ type: z.literal('load-phase'), run: runSchema }),
    z.object({
      type: z.literal('lane-change'),
      run_id: z.string(),
      target_id: z.string(),
      change: laneChangeSchema,
    }),
    z.object({ type: z.literal('run-trouble'), run_id: z.string(), message: z.string().nullable() }),
    z.object({ type: z.literal('race-change'), run_id: z.string(), race: raceSchema }),
    z.object({ type: z.literal('sample-end'), sample: sampleSchema }),
    z.object({ type: z.literal('run-end'), run: runSchema }),
    z.object({ type: z.literal('run-changed'), run_id: z.string(), change: z.enum(runChanges) }),
  ])
  .openapi('RunEvent') satisfies z.ZodType<Loose<RunEvent>>;
