/** Which target to use: what was asked for, the answer, and the evidence. Shares are 0 to 1; unknown is `null`. */
import type { SharedCut } from './analysis.ts';
import { z } from 'zod';
import { scopes } from './race.ts';
import type { Price } from './suite.ts';

const share = z.number().min(0).max(1);

export const trafficSchema = z.strictObject({
  calls: z.number().positive().describe('calls a month'),
  input_tokens: z
    .number()
    .positive()
    .nullable()
    .describe('per call, as the baseline counts; null: as in the suite'),
  output_tokens: z
    .number()
    .positive()
    .nullable()
    .describe('per call, as the baseline writes; null: as in the suite'),
  mix: z
    .record(z.string(), z.number().nonnegative())
    .nullable()
    .describe('share of each category; null: as in the suite'),
});
export type Traffic = z.infer<typeof trafficSchema>;

export const weightsSchema = z.strictObject({
  quality: z.number().nonnegative(),
  cost: z.number().nonnegative(),
  speed: z.number().nonnegative(),
});
export type Weights = z.infer<typeof weightsSchema>;

export const requirementsSchema = z.strictObject({
  scope: z.enum(scopes),
  baseline_id: z.string().nullable(),
  baseline_is_best: z
    .boolean()
    .optional()
    .describe('none was named: the target of the highest quality stands in'),
  margin: share.describe('quality that may be lost against the baseline'),
  quality_floor: share.nullable(),
  max_p95_ms: z.number().positive().nullable(),
  max_error_rate: share,
  max_truncated_rate: share
    .optional()
    .describe('share of the answers that may be cut at their token limit; absent: any'),
  max_per_1k_usd: z.number().positive().nullable(),
  max_monthly_usd: z.number().positive().nullable(),
  context_tokens: z.number().positive().nullable(),
  abilities: z.array(z.string()),
  traffic: trafficSchema.nullable(),
  weights: weightsSchema.nullable().describe('null: the cheapest that meets everything'),
});
export type Requirements = z.infer<typeof requirementsSchema>;

/** What is known of a target besides its results; absent or `null` is unknown. */
export interface TargetFacts {
  price?: Price | null;
  context_tokens?: number | null;
  /** Ability → whether it has it. */
  abilities?: Record<string, boolean>;
}

export const checkNames = [
  'coverage',
  'known_cost',
  'error_rate',
  'truncated',
  'margin',
  'quality_floor',
  'p95',
  'per_1k',
  'monthly',
  'context',
  'abilities',
] as const;
export type CheckName = (typeof checkNames)[number];

/** `undecided`: the data can neither show that it is met nor that it is missed. All but `met` keep a target from being chosen. */
export type CheckStatus = 'met' | 'missed' | 'undecided' | 'unknown';

export interface Check {
  name: CheckName;
  status: CheckStatus;
  /** In the unit of the wish. */
  value: number | null;
  limit: number | null;
  /** What is missing, where a number cannot tell. */
  note: string | null;
  /** Of a wish about quality: the bounds that decided, of all targets that were tested together. */
  bounds?: { low: number; high: number; level: number; family: number };
}

export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** One-sided bounds: the truth is above `low` with the level, and below `high` with the level, for all of the family at once. */
export interface Bounded extends Interval {
  level: number;
  /** Targets that were tested together. */
  family: number;
}

export interface Candidate {
  target_id: string;
  label: string;
  /** Every check is met. */
  feasible: boolean;
  checks: Check[];
  /** Mean over all calls, one without an answer counting 0. */
  quality: Interval | null;
  /**
   * Quality minus that of the baseline, paired by case; `null` for the baseline itself. Without a named one, minus that of the best of
   * all others. What the margin was held against.
   */
  difference: Bounded | null;
  /** In the user's own mix and tokens when they were given. */
  per_1k_usd: Interval | null;
  monthly_usd: number | null;
  p95_ms: number | null;
  error_rate: number | null;
  /** Share of calls of the suite that were made and could be judged. */
  coverage: number;
  /** Weighted score, when weights were given. */
  utility: number | null;
  /** Share of resamples in which nothing is cheaper and as good, or as cheap and better; `null`: it cannot be on the frontier. */
  frontier_share: number | null;
  /** Share of resamples in which it is the pick. */
  pick_share: number;
}

export interface Saving extends Interval {
  /** Confidence level of the interval, for all of the family at once: whichever of them was chosen, it holds. */
  level: number;
  /** Targets that could have been chosen. */
  family: number;
  /** At the user's traffic; `null` when that is not known. */
  per_month_usd: Interval | null;
}

export interface Recommendation {
  schema: 'assay.recommendation/1';
  run_id: string;
  suite_name: string;
  requirements: Requirements;
  /** Best first: feasible by cost (or utility), then the rest by cost. */
  candidates: Candidate[];
  pick: string | null;
  runner_up: string | null;
  /** Share of resamples that give the same pick; `null` without one. */
  holds: number | null;
  /** Of the pick against the baseline; negative: it costs more. `null` where a cost is unknown or the pick is the baseline. */
  saving: Saving | null;
  /** The one wish that, left out alone, would change the pick, with what the pick would be then. */
  binding: { name: CheckName; pick: string } | null;
  cases: number;
  /** Independent groups of cases. */
  clusters: number;
  /** Of a run that stopped early; absent: nothing of it is left out. */
  shared?: SharedCut;
  resamples: number;
  seed: number;
}

/** As the API gives it: with its words. */
export interface RecommendationAnswer extends Recommendation {
  paragraph: string;
  /** Why a target cannot be chosen. */
  refusals: { target_id: string; text: string }[];
}
