import { z } from 'zod';

/** Whether a run may pass: what was required, and what was found. */
export const gateOperatorSchema = z.enum(['<=', '>=', '<', '>']);
export type GateOperator = z.infer<typeof gateOperatorSchema>;

/** One requirement on one figure of every target, e.g. `e2e_ms.p95 <= 4000`. */
export const gateRuleSchema = z
  .object({
    text: z.string().describe('As the user wrote it'),
    figure: z.string(),
    operator: gateOperatorSchema,
    limit: z.number(),
  })
  .meta({ id: 'GateRule' });
export type GateRule = z.infer<typeof gateRuleSchema>;

/** `unknown` and `undecided` do not pass: what cannot be shown is not taken for granted. */
export const gateStatusSchema = z.enum(['passed', 'failed', 'undecided', 'unknown']);
export type GateStatus = z.infer<typeof gateStatusSchema>;

export const gateCheckSchema = z
  .object({
    target: z.string().describe('Its label'),
    requirement: z.string().describe('The requirement, as text'),
    status: gateStatusSchema,
    value: z.number().nullable(),
    message: z.string().describe('One sentence'),
  })
  .meta({ id: 'GateCheck' });
export type GateCheck = z.infer<typeof gateCheckSchema>;

export const gateReportSchema = z
  .object({
    schema: z.literal('assay.gate/1'),
    run_id: z.string(),
    suite_name: z.string(),
    passed: z.boolean(),
    checks: z.array(gateCheckSchema),
    notes: z
      .array(z.string())
      .describe('What no requirement covers: answers that were cut, refused or not scored'),
  })
  .meta({ id: 'GateReport' });
export type GateReport = z.infer<typeof gateReportSchema>;
