/** What moving the results into a database of a server did, or would do. */
import { z } from 'zod';

export const movedTableSchema = z.object({
  table: z.string(),
  partitions: z.int().describe('days of runs; 1 for a table without days'),
  rows: z.int(),
  hash: z.string().describe('sum of the hashes of its rows: the same for the same rows, here and there'),
  sent_partitions: z.int().describe('the others were there already, equal by count and hash'),
  sent_rows: z.int(),
});
export type MovedTable = z.infer<typeof movedTableSchema>;

/** `assay.migrated/1` */
export const migrationSchema = z.object({
  schema: z.literal('assay.migrated/1'),
  dry_run: z.boolean().describe('`true`: nothing was sent; `sent_…` is what would be'),
  to: z.string().describe('URL without user and password'),
  data_dir: z.string(),
  tables: z.array(movedTableSchema),
  rows: z.int(),
  sent_rows: z.int(),
  sent_bytes: z.int().nullable().describe('compressed; `null` when nothing was sent yet'),
  suites: z
    .object({
      versions: z.int().describe('of saved suites in the data directory'),
      sent: z.int().nullable().describe('`null`: not known before it is done'),
    })
    .nullable()
    .describe('`null`: no control database is given'),
  stays: z.array(z.string()).describe('what stays in the data directory'),
  seconds: z.number(),
});
export type Migration = z.infer<typeof migrationSchema>;
