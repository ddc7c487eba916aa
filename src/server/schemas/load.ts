import { z } from '@hono/zod-openapi';
import { phasePurposes, rateStates } from '../../contract/load.ts';
import { saturationKinds, sweepEnds, type LoadReport } from '../../contract/load-report.ts';
import { quantilesSchema } from './analysis.ts';
import { runSchema, targetSchema, type Loose } from './run.ts';

const number = z.number();
const known = number.nullable();

const point = z.object({
  at_s: number.describe('s from where measuring begins'),
  offered_rate: number,
  sent_rate: number,
  completed_rate: number,
  ttft_p50_ms: known,
  response_p50_ms: known,
  response_max_ms: known,
});

const phase = z
  .object({
    target_id: z.string(),
    purpose: z.enum(phasePurposes),
    rate: known,
    users: known,
    running: z.boolean(),
    window_s: number,
    offered: number,
    dropped: number,
    unfinished: number,
    failed: number,
    answered: number,
    offered_rate: number,
    achieved_rate: number,
    achieved_share: known,
    req_s: number,
    tok_s: known,
    good: known,
    good_share: known,
    goodput: known,
    ttft_ms: quantilesSchema.nullable(),
    response_ms: quantilesSchema.nullable(),
    e2e_ms: quantilesSchema.nullable(),
    queue_ms: quantilesSchema.nullable(),
    state: z.enum(rateStates).nullable(),
    series: z.array(point),
  })
  .openapi('PhaseReport');

const sustainable = z.object({
  low: known.describe('highest rate shown to be sustained'),
  high: known.describe('lowest rate shown to saturate the target'),
  estimate: known,
  end: z.enum(sweepEnds),
  criterion: z
    .object({ kind: z.enum(saturationKinds), rate: number, what: z.string(), value: known, limit: number })
    .nullable(),
  baseline_failure_share: known,
  baseline_calls: number,
});

export const loadReportSchema = z
  .object({
    schema: z.literal('assay.load/1'),
    run: runSchema,
    targets: z.array(
      z.object({
        target: targetSchema,
        phases: z.array(phase),
        knee_rate: known,
        max_rate: known,
        sustainable: sustainable.nullable(),
      }),
    ),
  })
  .openapi('LoadReport') satisfies z.ZodType<Loose<LoadReport>>;
