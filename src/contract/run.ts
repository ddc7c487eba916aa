import { z } from 'zod';
import { isId } from '../base/id.ts';
import { parametersSchema, priceSchema, sloSchema } from './suite.ts';
import { optional } from './optional.ts';
import { targetLimitsSchema } from './limits.ts';
import { rangeSchema } from './plan.ts';
import { runLoadSchema } from './load.ts';
import { raceReportSchema } from './race.ts';
import { laneRecordSchema } from './lane.ts';
import { runStatuses } from './run-status.ts';
import { sampleSources } from './sample-source.ts';

const runStatusSchema = z.enum(runStatuses);

/** A target as stored with a run: no secret, no header value. */
export const runTargetSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    provider: z.string(),
    model: z.string(),
    prompt_id: z.string(),
    parameters: parametersSchema,
    base_url: z.string().nullable(),
    api_key_env: optional(z.string()).describe('Environment variable of its key, where the suite names one'),
    price: priceSchema.nullable(),
    usd_per_hour: optional(z.number()).describe('Of a target that is paid for by the hour'),
    batch: optional(z.boolean()).describe('Its calls were made in batches: no latency, and the batch price'),
    limits: targetLimitsSchema,
    planned: z.number(),
  })
  .meta({ id: 'RunTarget' });
export type RunTarget = z.infer<typeof runTargetSchema>;

/** What made these numbers: enough to explain them years later. */
export const provenanceSchema = z
  .object({
    assay_version: z.string(),
    node_version: z.string(),
    platform: z.string(),
    cpu: z.string(),
    cores: z.number(),
    git_commit: z.string().nullable(),
    git_dirty: z.boolean().nullable(),
    suite_path: z.string().nullable(),
    command: z.string(),
    selftest: optional(z.unknown()).describe(
      'The last `assay selftest` of the data directory: timing accuracy of this machine. `null` or absent: none was made',
    ),
    prices: optional(
      z.object({
        file: z.string(),
        overrides: z.record(z.string(), priceSchema),
      }),
    ).describe('Prices given with `--prices`, by `provider/model`; absent: none were'),
  })
  .meta({ id: 'Provenance' });
export type Provenance = z.infer<typeof provenanceSchema>;

/** What a run's calls were priced by later. */
export const priceChangeSchema = z
  .object({
    overrides: z.record(z.string(), priceSchema).describe('By `provider/model`: prices for these targets'),
    latest: z
      .boolean()
      .describe('Targets priced by the public list get the one installed when it is applied'),
  })
  .meta({ id: 'PriceChange' });
export type PriceChange = z.infer<typeof priceChangeSchema>;

/** A line of the record: the run's cost was computed anew. */
export const repricingSchema = z
  .object({
    at_ms: z.number(),
    source: z.string().describe('File or list the new prices came from'),
    samples: z.number().describe('Samples that changed'),
    from_usd: z
      .number()
      .describe('Sums of the known costs of samples, without retried attempts, which are repriced too'),
    to_usd: z.number(),
    unknown_before: z.number(),
    unknown_after: z.number(),
  })
  .meta({ id: 'Repricing' });
export type Repricing = z.infer<typeof repricingSchema>;

/** A line of the record: stored answers were scored again. */
export const rescoringSchema = z
  .object({
    at_ms: z.number(),
    scorers: z.array(z.string()).describe('Names of the scorers whose scores the answers have afterwards'),
    added: optional(z.array(z.string())).describe('Of them, the added ones'),
    weights: optional(
      z.array(
        z.object({
          name: z.string(),
          weight: z.number(),
        }),
      ),
    ).describe('Weight of each, if not 1'),
    suite_path: z.string().nullable().describe('The suite of the cases; `null`: the run’s own'),
    scored: z.number().describe('Answers that were scored'),
    changed: z.number().describe('Of them, changed from right to wrong or back'),
  })
  .meta({ id: 'Rescoring' });
export type Rescoring = z.infer<typeof rescoringSchema>;

/** How well the client itself kept up; a run past the limits is marked `believable: false` with the reasons. */
export const clientHealthSchema = z
  .object({
    loop_delay_p99_ms: z.number().nullable(),
    queue_p50_ms: z.number().nullable(),
    queue_p99_ms: z.number().nullable(),
    cpu_share: z.number().nullable(),
    believable: z.boolean(),
    reasons: z.array(z.string()),
  })
  .meta({ id: 'ClientHealth' });
export type ClientHealth = z.infer<typeof clientHealthSchema>;

/** What was measured and is not among the results; each absent when there is none. */
export const leftOutSchema = z
  .object({
    quarantined: optional(z.number()).describe(
      'Rows that the database refused, in `quarantine.jsonl` of the run',
    ),
    damaged: optional(z.number()).describe('Lines of the journal that cannot be read'),
    lost: optional(z.number()).describe(
      'Samples that the run had when it ended but are no longer in its journal',
    ),
  })
  .meta({ id: 'LeftOut' });
export type LeftOut = z.infer<typeof leftOutSchema>;

export const runSchema = z
  .object({
    run_id: z.string().refine(isId, 'a UUID in lower case'),
    project: optional(z.string()).describe('Absent: `default`'),
    source: optional(z.enum(sampleSources)).describe(
      'Absent: `benchmark`, unless it was imported by an older version',
    ),
    suite_name: z.string(),
    suite_hash: z.string(),
    status: runStatusSchema,
    started_at_ms: z.number(),
    ended_at_ms: z.number().nullable(),
    continued_at_ms: optional(z.array(z.number())).describe(
      'When it was resumed, oldest first; absent: never',
    ),
    cases: z.number(),
    repeats: z.number(),
    planned: z.number(),
    baseline_id: z.string().nullable(),
    slo: sloSchema,
    seed: z.number(),
    targets: z.array(runTargetSchema),
    provenance: provenanceSchema,
    client: clientHealthSchema.nullable(),
    cached: optional(
      z.object({
        answers: z.number(),
        saved_usd: z.number().nullable(),
      }),
    ).describe('Answers from the cache, and what they would have cost; absent: none'),
    judged: optional(
      z.object({
        calls: z.number(),
        usd: z.number().nullable(),
        unscorable: optional(z.number()),
      }),
    ).describe(
      "Calls to judges and what they cost, which is in no target's cost, and answers that got no " +
        'verdict from one; absent: no judge was asked',
    ),
    left_out: optional(leftOutSchema).describe('Absent: none'),
    trouble: optional(z.string()).describe('Of an active run: what prevents it from being stored'),
    stopped: optional(z.string()).describe(
      'Why calls of the plan were not made, in one sentence, when it was not the user who stopped the run',
    ),
    estimate_usd: rangeSchema.nullable(),
    repriced: optional(z.array(repricingSchema)).describe('Oldest first; absent when never'),
    rescored: optional(z.array(rescoringSchema)).describe('Oldest first; absent when never'),
    load: optional(runLoadSchema).describe('Of a load run'),
    race: optional(raceReportSchema).describe('Of a race: the decision and the calls saved'),
    lanes: optional(z.array(laneRecordSchema)).describe(
      'State changes of each lane, by target; during the run, those so far',
    ),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof runSchema>;
