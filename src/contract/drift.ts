import { z } from 'zod';
import { metricComparisonSchema } from './comparison.ts';

/** Something that was not the same in both runs, and may be why results differ. */
export const changeSchema = z
  .object({
    what: z.string(),
    before: z.string(),
    after: z.string(),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof changeSchema>;

export const targetDriftSchema = z
  .object({
    label: z.string(),
    before_id: z.string(),
    after_id: z.string(),
    shared_cases: z.number(),
    metrics: z.array(metricComparisonSchema).describe('After compared with before: `worse` is a regression'),
    regressed: z.number().describe('Cases in which quality fell and rose'),
    improved: z.number(),
    regressed_examples: z.array(z.string()),
    e2e_energy: z
      .number()
      .nullable()
      .describe('Distance of the e2e distributions, 0 (equal) to 1; `null` without times'),
    changes: z.array(changeSchema),
  })
  .meta({ id: 'TargetDrift' });
export type TargetDrift = z.infer<typeof targetDriftSchema>;

/** Two runs of what should be the same: `drift --json`. */
export const driftReportSchema = z
  .object({
    schema: z.literal('assay.drift/1'),
    before: z.object({
      run_id: z.string(),
      suite_hash: z.string(),
      started_at_ms: z.number(),
    }),
    after: z.object({
      run_id: z.string(),
      suite_hash: z.string(),
      started_at_ms: z.number(),
    }),
    same_suite: z.boolean(),
    targets: z.array(targetDriftSchema),
    changes: z.array(changeSchema).describe('Of the runs as a whole: suite, version, machine, client'),
    only_before: z.array(z.string()).describe('Labels of targets that only one run has'),
    only_after: z.array(z.string()),
    notes: z.array(z.string()),
  })
  .meta({ id: 'DriftReport' });
export type DriftReport = z.infer<typeof driftReportSchema>;
