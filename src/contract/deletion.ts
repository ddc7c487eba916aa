/** What is removed with runs: shown first, then done. */
import { z } from 'zod';

export const deletedRunSchema = z
  .object({
    run_id: z.string(),
    suite_name: z.string().nullable().describe('`null`: only a folder is left of it'),
    project: z.string().nullable(),
    started_at_ms: z.number().nullable(),
    rows: z.record(z.string(), z.int()).describe('by table'),
    files: z.int().describe('in its folder of the data directory: journal, plan, attachments, later scores'),
    file_bytes: z.int(),
  })
  .meta({ id: 'DeletedRun' });
export type DeletedRun = z.infer<typeof deletedRunSchema>;

/** `assay.deletion/1` */
export const deletionSchema = z
  .object({
    schema: z.literal('assay.deletion/1'),
    applied: z.boolean().describe('`false`: nothing was removed yet'),
    runs: z.array(deletedRunSchema).describe('oldest first'),
    rows: z.record(z.string(), z.int()).describe('by table, of all of them'),
    row_bytes: z
      .int()
      .describe('on the disk, about: what these rows are of their tables, which are compressed together'),
    files: z.int(),
    file_bytes: z.int(),
    shared: z
      .object({
        runs: z.int(),
        journal_rows: z.int(),
        files: z.int().describe('that no other run has'),
        bytes: z.int(),
      })
      .nullable()
      .describe('in the control database; `null`: none is set'),
  })
  .meta({ id: 'Deletion' });
export type Deletion = z.infer<typeof deletionSchema>;
