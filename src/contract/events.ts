import { z } from 'zod';
import { laneChangeSchema } from './lane.ts';
import { raceReportSchema } from './race.ts';
import { runSchema } from './run.ts';
import { retriedAttemptSchema, sampleSchema } from './sample.ts';

/** Scored again, priced again, brought in from elsewhere, or deleted. */
export const runChangeSchema = z.enum(['scores', 'prices', 'import', 'rebuild', 'deleted']);
export type RunChange = z.infer<typeof runChangeSchema>;

const ofRun = z.object({ run_id: z.string() });

/** The one stream that feeds the terminal, the live page and the tests. A `sample-end` is sent only once the sample is on disk. */
export const runEventSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('run-start'), run: runSchema }),
    z.object({ type: z.literal('attempt-retry'), retried: retriedAttemptSchema, waitMs: z.number() }),
    /** A phase of a load begins, or has ended with all its samples; `run.load` has the phases so far. */
    z.object({ type: z.literal('load-phase'), run: runSchema }),
    /** Rare: not more than about one a second and lane. */
    ofRun.extend({ type: z.literal('lane-change'), target_id: z.string(), change: laneChangeSchema }),
    /** What keeps the run from being kept: the disk is full, the store is down; `null`: no longer. */
    ofRun.extend({ type: z.literal('run-trouble'), message: z.string().nullable() }),
    /** Something about a target of a race became certain, or it was withdrawn. */
    ofRun.extend({ type: z.literal('race-change'), race: raceReportSchema }),
    z.object({ type: z.literal('sample-end'), sample: sampleSchema }),
    z.object({ type: z.literal('run-end'), run: runSchema }),
    /** Stored rows of it were changed after its end: what was derived from them is out of date. */
    ofRun.extend({ type: z.literal('run-changed'), change: runChangeSchema }),
  ])
  .meta({ id: 'RunEvent' });
export type RunEvent = z.infer<typeof runEventSchema>;

export type EmitRunEvent = (event: RunEvent) => void;
