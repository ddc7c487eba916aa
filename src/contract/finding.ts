import { z } from 'zod';

/** What `assay doctor` has found. */
export const findingSchema = z
  .object({
    level: z
      .enum(['error', 'warning'])
      .describe('`error`: something is left out, or cannot be used; `warning`: nothing is lost'),
    where: z.string().describe('File or folder'),
    what: z.string(),
    remedy: z.string(),
    can_repair: z.boolean().describe('`--repair` fixes it'),
    run_id: z.string().nullable(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof findingSchema>;

/** `assay.doctor/1` */
export const doctorReportSchema = z
  .object({
    schema: z.literal('assay.doctor/1'),
    data_dir: z.string(),
    runs: z.number(),
    findings: z.array(findingSchema),
    repaired: z.array(z.string()).describe('What `--repair` has done, in sentences'),
  })
  .meta({ id: 'DoctorReport' });
export type DoctorReport = z.infer<typeof doctorReportSchema>;
