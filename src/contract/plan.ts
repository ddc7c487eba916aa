import { z } from 'zod';
import type { LoadPlan } from './load.ts';
import type { Suite, Target } from './suite.ts';
import { optional } from './optional.ts';

/** One sample to make: the indices point into the suite's targets and cases. */
export interface PlannedCall {
  targetIndex: number;
  caseIndex: number;
  repeat: number;
  isWarmup: boolean;
  /** Attempts at it that an earlier part of the run has made; absent: none. */
  earlier?: number;
}

/** low ≤ likely ≤ high; `null` when nothing is known to estimate from. */
export const rangeSchema = z
  .object({
    low: z.number(),
    likely: z.number(),
    high: z.number(),
  })
  .meta({ id: 'Range' });
export type Range = z.infer<typeof rangeSchema>;

/** A target cannot be done in its time; either of the last two would do. */
export const timeShortageSchema = z
  .object({
    seconds: z.number().describe('Min time required'),
    budgetSeconds: z.number(),
    limit: z
      .object({
        path: z.string(),
        value: z.number(),
      })
      .describe('The limiting setting, by its path in the suite'),
    neededValue: z.number().describe('Required value of that limit'),
    callsThatFit: z.number(),
  })
  .meta({ id: 'TimeShortage' });
export type TimeShortage = z.infer<typeof timeShortageSchema>;

/** Earlier runs that an estimate was taken from. */
export const estimateSourceSchema = z
  .object({
    answers: z.number().describe('Number of answers used'),
    runs: z.array(z.string()).describe('Ids, newest first'),
    sameSuite: z.boolean().describe('`false`: the suite has changed since; only outputs and times were used'),
  })
  .meta({ id: 'EstimateSource' });
export type EstimateSource = z.infer<typeof estimateSourceSchema>;

export const targetEstimateSchema = z
  .object({
    targetId: z.string(),
    label: z.string(),
    calls: z.number(),
    inputTokens: rangeSchema,
    outputTokens: rangeSchema.nullable(),
    costUsd: rangeSchema.nullable(),
    seconds: rangeSchema.nullable(),
    maxSeconds: optional(z.number()).describe('Of a batch: time until it expires'),
    source: optional(estimateSourceSchema).describe(
      'Earlier runs that were used; absent: none, all is estimated from the length of the text',
    ),
    shortage: optional(timeShortageSchema).describe(
      'Absent: it fits into its time budget, as far as is known',
    ),
  })
  .meta({ id: 'TargetEstimate' });
export type TargetEstimate = z.infer<typeof targetEstimateSchema>;

/** What judges will take, besides the targets. */
export const judgingEstimateSchema = z
  .object({
    models: z.array(z.string()),
    calls: z.number(),
    inputTokens: rangeSchema,
    outputTokens: rangeSchema,
    costUsd: rangeSchema.nullable().describe("`null` when a judge's price is unknown"),
  })
  .meta({ id: 'JudgingEstimate' });
export type JudgingEstimate = z.infer<typeof judgingEstimateSchema>;

/** The full list of work, before anything runs. */
export interface Plan {
  runId: string;
  suite: Suite;
  /** Per target, in the order they are to be sent: the same seeded order of cases for every target. */
  lanes: { target: Target; calls: PlannedCall[] }[];
  estimates: TargetEstimate[];
  /** Absent: nobody judges. */
  judging?: JudgingEstimate;
  /** The lanes are then empty: calls are made as the load wants them. */
  load?: LoadPlan;
}
