/** What is said about a run under load: CLI, `--json`, API and page use these. */
import { z } from 'zod';
import { phasePurposeSchema, rateStateSchema } from './load.ts';
import { quantilesSchema } from './analysis.ts';
import { runTargetSchema, runSchema } from './run.ts';

/** A stretch of a phase; rates per second, latencies by the instant at which calls should have begun. */
export const loadPointSchema = z
  .object({
    at_s: z
      .number()
      .describe(
        'Middle of the slice, s from the start of the phase; below 0 is warm-up when measuring starts at 0',
      ),
    offered_rate: z.number(),
    sent_rate: z.number(),
    completed_rate: z.number(),
    ttft_p50_ms: z.number().nullable(),
    response_p50_ms: z.number().nullable(),
    response_max_ms: z.number().nullable(),
  })
  .meta({ id: 'LoadPoint' });
export type LoadPoint = z.infer<typeof loadPointSchema>;

/**
 * `latency`: ms. `failures`: shares. `growth`: ms the response gets longer in a second. The client's own: `not-sent`, shares;
 * `late`, ms.
 */
export const saturationKindSchema = z.enum(['latency', 'failures', 'growth', 'not-sent', 'late']);
export type SaturationKind = z.infer<typeof saturationKindSchema>;

/** A limit that was exceeded: `value` stands against `limit`, in the unit of its kind. */
export const saturationSchema = z
  .object({
    kind: saturationKindSchema,
    rate: z.number(),
    what: z.string().describe('What was measured: `p95 TTFT`, `HTTP 429`'),
    value: z.number().nullable().describe('`null`: unknown, which meets no service level'),
    limit: z.number(),
  })
  .meta({ id: 'Saturation' });
export type Saturation = z.infer<typeof saturationSchema>;

/**
 * Why a sweep ended. `tolerance`: the ends are as close as was asked; `evidence`: rates between them could not be decided;
 * `top`: nothing was too much; `start`: no rate was shown to be sustained, the lowest was too much.
 */
export const sweepEndSchema = z.enum([
  'running',
  'stopped',
  'tolerance',
  'evidence',
  'top',
  'start',
  'no-answers',
  'client',
  'not-recovered',
  'budget',
]);
export type SweepEnd = z.infer<typeof sweepEndSchema>;

/** What a sweep found. Between `low` and `high` lies what the evidence leaves open. */
export const sustainableLoadSchema = z
  .object({
    low: z.number().nullable().describe('Highest rate shown to be sustained; `null`: none'),
    high: z.number().nullable().describe('Lowest rate shown to saturate the target; `null`: none'),
    estimate: z.number().nullable().describe('Point estimate between the two; `null` without both'),
    end: sweepEndSchema,
    criterion: saturationSchema
      .nullable()
      .describe('What was exceeded at `high`, or else at the rate that ended the search'),
    baseline_failure_share: z
      .number()
      .nullable()
      .describe('Failures at low load, which are not caused by load. `null`: no call was sent'),
    baseline_calls: z.number(),
  })
  .meta({ id: 'SustainableLoad' });
export type SustainableLoad = z.infer<typeof sustainableLoadSchema>;

/** Counts are of calls that begin in the measured window, by their schedule. */
export const phaseReportSchema = z
  .object({
    target_id: z.string(),
    purpose: phasePurposeSchema,
    rate: z.number().nullable(),
    users: z.number().nullable(),
    running: z.boolean().describe('In progress: its figures are those of the calls that have ended'),
    window_s: z.number(),
    offered: z.number(),
    dropped: z.number(),
    unfinished: z.number().describe('Still running when the drain ended, and aborted'),
    failed: z.number(),
    answered: z.number(),
    offered_rate: z.number(),
    achieved_rate: z.number().describe('Calls sent per second; equals `offered_rate` when none was dropped'),
    achieved_share: z.number().nullable().describe('Sent / offered; `null` when nothing was offered'),
    req_s: z.number().describe('Answers that ended inside the window, including warm-up calls, per second'),
    tok_s: z
      .number()
      .nullable()
      .describe('Output tokens of those answers per second; `null` when a provider did not report usage'),
    good: z
      .number()
      .nullable()
      .describe('Calls that met every service level; `null` when the suite sets none'),
    good_share: z
      .number()
      .nullable()
      .describe('Good / offered: failed, dropped, unfinished and unknown are not good'),
    goodput: z.number().nullable().describe('Good calls per second'),
    ttft_ms: quantilesSchema.nullable(),
    response_ms: quantilesSchema.nullable().describe('From the scheduled start'),
    e2e_ms: quantilesSchema.nullable(),
    queue_ms: quantilesSchema.nullable(),
    state: rateStateSchema
      .nullable()
      .describe('Of a sweep, with what was known when the phase ended; `null` outside one'),
    series: z.array(loadPointSchema),
  })
  .meta({ id: 'PhaseReport' });
export type PhaseReport = z.infer<typeof phaseReportSchema>;

export const targetLoadSchema = z
  .object({
    target: runTargetSchema,
    phases: z.array(phaseReportSchema),
    knee_rate: z
      .number()
      .nullable()
      .describe(
        'Rate at which throughput / mean response time is greatest; `null` with fewer than three rates',
      ),
    max_rate: z
      .number()
      .nullable()
      .describe('Highest rate shown to be sustained; `null` outside a sweep or when none was'),
    sustainable: sustainableLoadSchema.nullable().describe('`null` outside a sweep'),
  })
  .meta({ id: 'TargetLoad' });
export type TargetLoad = z.infer<typeof targetLoadSchema>;

export const loadReportSchema = z
  .object({
    schema: z.literal('assay.load/1').describe('Version of this shape'),
    run: runSchema,
    targets: z.array(targetLoadSchema),
  })
  .meta({ id: 'LoadReport' });
export type LoadReport = z.infer<typeof loadReportSchema>;
