/** What a race asks, and what it found: targets are dropped as soon as it is certain, the run stops when it is decided. */
import { z } from 'zod';
import { scopes } from './scope.ts';

/**
 * `best`: which has the highest quality. `top`: which k have. `within`: which are at most `delta` worse than the baseline.
 * `cheapest`: the cheapest that is at most `delta` worse than every other.
 */
export const raceKindSchema = z.enum(['best', 'top', 'within', 'cheapest']);
export type RaceKind = z.infer<typeof raceKindSchema>;

export const raceSettingsSchema = z
  .object({
    kind: raceKindSchema,
    k: z.number().describe('Of `top`'),
    delta: z
      .number()
      .describe('Of `within` and `cheapest`: a difference of quality that does not matter, 0 to 1'),
    alpha: z.number().describe('Probability of a wrong decision, over all looks'),
    scope: z.enum(scopes),
    baseline_id: z.string().nullable().describe('Of `within`; otherwise what savings are compared with'),
  })
  .meta({ id: 'RaceSettings' });
export type RaceSettings = z.infer<typeof raceSettingsSchema>;

/**
 * `open`: not certain yet. `chosen`: what was looked for. `out`: certainly not, or disabled as its calls fail. `reference`: the baseline of `within`.
 * `withdrawn`: it made no more calls before it was certain, for another reason than the race.
 */
export const raceStateSchema = z.enum(['open', 'chosen', 'out', 'reference', 'withdrawn']);
export type RaceState = z.infer<typeof raceStateSchema>;

export const raceTargetSchema = z
  .object({
    target_id: z.string(),
    state: raceStateSchema,
    reason: z.string().nullable().describe('Why it is no longer open, in one clause; `null` while it is'),
    cases: z.number().describe('Cases (or clusters of them) that counted for the decision about it'),
    quality: z
      .number()
      .nullable()
      .describe('Over those; a call without an answer counts 0. `null` before the first'),
    low: z.number().nullable().describe('Anytime-valid interval, level 1 − alpha'),
    high: z.number().nullable(),
    cost_per_case_usd: z.number().nullable(),
    calls: z.number(),
    calls_saved: z.number(),
    usd_saved: z
      .number()
      .nullable()
      .describe('Calls saved × mean cost of those made; `null` when that is unknown'),
  })
  .meta({ id: 'RaceTarget' });
export type RaceTarget = z.infer<typeof raceTargetSchema>;

export const raceReportSchema = z
  .object({
    schema: z.literal('assay.race/1'),
    settings: raceSettingsSchema,
    decided: z.boolean().describe('`false`: the cases ended first, or it was stopped'),
    winners: z.array(z.string()).describe('Ids of the winners; empty while undecided'),
    targets: z.array(raceTargetSchema),
    calls: z.number(),
    calls_saved: z.number(),
    usd_saved: z.number().nullable().describe('Sum over targets whose saving is known'),
    more_cases: z
      .number()
      .nullable()
      .describe(
        'Rough number of further cases to a decision at the pace so far; `null` when decided or unknown',
      ),
  })
  .meta({ id: 'RaceReport' });
export type RaceReport = z.infer<typeof raceReportSchema>;
