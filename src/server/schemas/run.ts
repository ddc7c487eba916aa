import { z } from '@hono/zod-openapi';
import { isId } from '../../base/id.ts';
import { laneStates } from '../../contract/lane.ts';
import { phasePurposes } from '../../contract/load.ts';
import type { RunCase } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { parametersSchema, priceSchema } from '../../contract/suite.ts';
import { raceSchema } from './race.ts';

const text = z.string();
const number = z.number();

const target = z.object({
  id: text,
  label: text,
  provider: text,
  model: text,
  prompt_id: text,
  parameters: parametersSchema,
  base_url: text.nullable(),
  api_key_env: text.optional(),
  price: priceSchema.nullable(),
  usd_per_hour: number.optional(),
  batch: z.boolean().optional(),
  limits: z.object({
    concurrency: number,
    maxConcurrency: number.optional(),
    timeoutMs: number,
    retries: number,
    requestsPerMinute: number.optional(),
    tokensPerMinute: number.optional(),
    reserveShare: number.optional(),
    maxErrorShare: number.optional(),
    timeBudgetMs: number.optional(),
  }),
  planned: number,
});

const provenance = z.object({
  assay_version: text,
  node_version: text,
  platform: text,
  cpu: text,
  cores: number,
  git_commit: text.nullable(),
  git_dirty: z.boolean().nullable(),
  suite_path: text.nullable(),
  command: text,
  selftest: z.unknown().optional(),
  prices: z.object({ file: text, overrides: z.record(text, priceSchema) }).optional(),
});

const repricing = z.object({
  at_ms: number,
  source: text,
  samples: number,
  from_usd: number,
  to_usd: number,
  unknown_before: number,
  unknown_after: number,
});

const rescoring = z.object({
  at_ms: number,
  scorers: z.array(text),
  added: z.array(text).optional(),
  weights: z.array(z.object({ name: text, weight: number })).optional(),
  suite_path: text.nullable(),
  scored: number,
  changed: number,
});

const clientHealth = z.object({
  loop_delay_p99_ms: number.nullable(),
  queue_p50_ms: number.nullable(),
  queue_p99_ms: number.nullable(),
  cpu_share: number.nullable(),
  believable: z.boolean(),
  reasons: z.array(text),
});

const load = z.object({
  shape: text,
  options: z.record(text, z.unknown()),
  phases: z.array(
    z.object({
      target_id: text,
      purpose: z.enum(phasePurposes),
      rate: number.nullable(),
      users: number.nullable(),
      from_ms: number,
      measure_from_ms: number,
      measure_to_ms: number,
      ended_at_ms: number.nullable(),
    }),
  ),
});

export const laneChangeSchema = z.object({
  at_ms: number,
  state: z.enum(laneStates),
  reason: text,
  until_ms: number.nullable(),
  concurrency: number,
  quota: z
    .object({
      kind: z.enum(['requests', 'tokens']),
      limit: number,
      window_ms: number,
      left: number,
      least_left: number,
      reserved: number,
    })
    .optional(),
});

export const targetSchema = target.openapi('RunTarget');

export const runSchema = z
  .object({
    run_id: z.string().refine(isId, 'expected a UUID in lower case'),
    suite_name: text,
    suite_hash: text,
    status: z.enum(['running', 'done', 'partial', 'failed']),
    started_at_ms: number,
    ended_at_ms: number.nullable(),
    cases: number,
    repeats: number,
    planned: number,
    baseline_id: text.nullable(),
    slo: z.object({ ttftMs: number.optional(), e2eMs: number.optional(), tpotMs: number.optional() }),
    seed: number,
    targets: z.array(targetSchema),
    provenance,
    client: clientHealth.nullable(),
    estimate_usd: z.object({ low: number, likely: number, high: number }).nullable(),
    cached: z.object({ answers: number, saved_usd: number.nullable() }).optional(),
    judged: z.object({ calls: number, usd: number.nullable(), unscorable: number.optional() }).optional(),
    left_out: z
      .object({
        quarantined: number.optional(),
        damaged: number.optional(),
        lost: number.optional(),
      })
      .optional(),
    trouble: text.optional(),
    stopped: text.optional(),
    continued_at_ms: z.array(number).optional(),
    repriced: z.array(repricing).optional(),
    rescored: z.array(rescoring).optional(),
    load: load.optional(),
    race: raceSchema.optional(),
    lanes: z.array(z.object({ target_id: text, changes: z.array(laneChangeSchema) })).optional(),
  })
  .openapi('Run') satisfies z.ZodType<Loose<Run>>;

export const runCaseSchema = z
  .object({
    id: text,
    index: z.number().int().min(0),
    category: text.optional(),
    tags: z.array(text),
    cluster: text.optional(),
    expected: z.unknown(),
    preview: text,
  })
  .openapi('RunCase') satisfies z.ZodType<Loose<RunCase>>;

/** zod says `field?: T | undefined` where the contract says `field?: T`; JSON knows no difference. */
export type Loose<T> = T extends (infer Item)[]
  ? Loose<Item>[]
  : T extends object
    ? { [Key in keyof T]: undefined extends T[Key] ? Loose<T[Key]> | undefined : Loose<T[Key]> }
    : T;
