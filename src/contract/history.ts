/** Figures of targets over time: what is asked, and what is answered. */
import { z } from 'zod';
import { bucketNames, historySplits } from './history-names.ts';
import { optional } from './optional.ts';

export const historySplitSchema = z.enum(historySplits);
export type HistorySplit = z.infer<typeof historySplitSchema>;

export const bucketSchema = z.enum(bucketNames);
export type BucketName = z.infer<typeof bucketSchema>;

export const markerKinds = [
  'response-model',
  'fingerprint',
  'price',
  'assay-version',
  'host-mix',
  'suite-version',
  'client',
] as const;

/** Something that was different from a bucket on, and may be why figures differ. */
export const historyMarkerSchema = z
  .object({
    at_ms: z.number().describe('Start of the first bucket with it'),
    kind: z.enum(markerKinds),
    before: z.string(),
    after: z.string(),
  })
  .meta({ id: 'HistoryMarker' });
export type HistoryMarker = z.infer<typeof historyMarkerSchema>;

export const historyPointSchema = z
  .object({
    at_ms: z.number().describe('Start of the bucket'),
    value: z.number().nullable().describe('`null`: not known'),
    low: z.number().nullable().describe('95 % interval; `null`: too little is known for one'),
    high: z.number().nullable(),
    n: z.number().describe('Observations behind the value'),
    why: optional(z.string()).describe('Why there is no value'),
  })
  .meta({ id: 'HistoryPoint' });
export type HistoryPoint = z.infer<typeof historyPointSchema>;

export const historyChangeSchema = z
  .object({
    at_ms: z.number().describe('Start of the first bucket after the change'),
    method: z
      .enum(['e-divisive', 'cusum', 'confidence-sequence'])
      .describe(
        'e-divisive: where the series splits best; cusum: a shift that adds up; confidence-sequence: intervals of neighbours, valid at every look, do not overlap',
      ),
    before: z.number().describe('Mean before it, back to the previous change'),
    after: z.number().describe('Mean after it, up to the next one'),
    difference: z.number(),
    low: z.number().nullable().describe('95 % interval of the difference; `null`: unknown'),
    high: z.number().nullable(),
    p: z.number().nullable().describe('Chance of such a split without a change; `null`: not computed'),
    verdict: z.enum(['better', 'worse', 'different']),
    beside: z.array(historyMarkerSchema).describe('What else changed between the bucket before and this one'),
  })
  .meta({ id: 'HistoryChange' });
export type HistoryChange = z.infer<typeof historyChangeSchema>;

export const historySeriesSchema = z
  .object({
    target_key: z.string(),
    label: z.string().describe('As the latest run names the target'),
    suite_name: z.string(),
    suite_hash: z.string().nullable().describe('`null`: the cases that all versions of the suite share'),
    split: z.record(z.string(), z.string()).describe('What it is split by → the value'),
    points: z.array(historyPointSchema).describe('Oldest first; buckets without calls are left out: a gap'),
    markers: z.array(historyMarkerSchema),
    changes: optional(z.array(historyChangeSchema)).describe('If asked for'),
  })
  .meta({ id: 'HistorySeries' });
export type HistorySeries = z.infer<typeof historySeriesSchema>;

export const historySchema = z
  .object({
    schema: z.literal('assay.history/1'),
    metric: z.object({ key: z.string(), label: z.string(), unit: z.string() }),
    bucket: bucketSchema,
    since_ms: z.number(),
    until_ms: z.number(),
    series: z.array(historySeriesSchema),
    scores: z
      .array(z.string())
      .describe('Names of the scores that these calls have: each is a metric `score.NAME`'),
    notes: z.array(z.string()),
  })
  .meta({ id: 'History' });
export type History = z.infer<typeof historySchema>;

/** What a store is asked. */
export interface HistoryQuery {
  sinceMs: number;
  untilMs: number;
  bucket: BucketName;
  targetKeys?: readonly string[];
  suite?: string;
  project?: string;
  source?: string;
  category?: string;
  tag?: string;
  host?: string;
  tier?: string;
  region?: string;
  effort?: string;
  by: readonly HistorySplit[];
  /** Also the distribution of this time. */
  latency?: string;
  /** Of the cases that all versions of a suite have in the period, versions drawn as one. */
  sharedCases?: boolean;
}

/** Calls of one series in one bucket, added up. */
export interface HistoryRow {
  target_key: string;
  suite_name: string;
  suite_hash: string;
  split: Record<string, string>;
  at_ms: number;
  n: number;
  outcomes: Record<string, number>;
  quality_n: number;
  quality_sum: number;
  quality_squares: number;
  correct: number;
  score_n: Record<string, number>;
  score_sum: Record<string, number>;
  score_squares: Record<string, number>;
  tokens: Record<string, number>;
  usage_missing: number;
  cost_n: number;
  cost_nanousd: number;
  retries: number;
  retried_cost_n: number;
  retried_cost_nanousd: number;
  latency_n: number;
  latency_sum: number;
  latency_squares: number;
  /** Values at `levels`, where the distribution was asked for. */
  quantiles: number[];
  hosts: Record<string, number>;
  tiers: Record<string, number>;
  regions: Record<string, number>;
  efforts: Record<string, number>;
  response_models: Record<string, number>;
  fingerprints: Record<string, number>;
  price_ids: Record<string, number>;
  assay_versions: Record<string, number>;
  unreliable: number;
}

/** Targets that a store has, by their keys. */
export interface KnownTarget {
  target_key: string;
  label: string;
}

/** A further power of a store that another process holds: the whole answer, as the use case gives it. */
export interface HistoryAnswers {
  askHistory(input: Record<string, unknown>): Promise<History>;
}

export interface RefreshWatch {
  /** Now and then: runs. */
  progress?(done: number, total: number): void;
  /** Of a process that ends: the rest is left to the next refresh, for everyone who waits for this one. */
  signal?: AbortSignal;
}

/** A further power of a store that computes by itself: figures over time. */
export interface HistoryStore {
  /** Brings what is derived from runs up to date; those named, whether or not rows of them were written. */
  refresh(changedRuns?: readonly string[], watch?: RefreshWatch): Promise<void>;
  /** The same text as long as what `history` and `knownTargets` say is the same; `null`: not known. */
  historyState(): Promise<string | null>;
  history(query: HistoryQuery): Promise<{ levels: readonly number[]; rows: HistoryRow[] }>;
  knownTargets(): Promise<KnownTarget[]>;
}
