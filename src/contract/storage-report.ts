/** What is kept, how large it is, how long it stays, and what is past its time. */
import { z } from 'zod';
import { keptKinds } from './retention.ts';

const days = z.number().nullable().describe('days; `null`: always');
const keptDays = z.object({ samples: days, payloads: days, figures: days, journals: days });

const expiredSchema = z
  .object({
    project: z.string(),
    suite_name: z.string(),
    what: z.enum(keptKinds),
    until_ms: z.number().describe('what began before it is past its time'),
    rows: z.int().describe('rows; of journals: runs'),
    oldest_ms: z.number().describe('when the oldest of them began'),
  })
  .meta({ id: 'Expired' });
export type Expired = z.infer<typeof expiredSchema>;

const sizeSchema = z.object({ runs: z.int(), files: z.int(), bytes: z.int() });

/** `assay.storage/1` */
export const storageReportSchema = z
  .object({
    schema: z.literal('assay.storage/1'),
    data_dir: z.string(),
    tables: z
      .array(
        z.object({
          table: z.string(),
          rows: z.int().describe('a row that was written twice counts twice until the engine merges them'),
          bytes: z.int().describe('on the disk, compressed'),
          bytes_per_row: z.number().nullable(),
          oldest_ms: z.number().nullable().describe('when its oldest call began'),
        }),
      )
      .describe('largest first'),
    journals: sizeSchema.describe('folders of runs, attachments included'),
    attachments: sizeSchema.omit({ runs: true }).describe('of them, pictures and documents'),
    shared: z
      .object({ runs: z.int(), journal_rows: z.int(), files: z.int(), bytes: z.int() })
      .nullable()
      .describe('in the control database, with files that one run alone has; `null`: none is set'),
    retention: z.object({
      file: z.string().nullable().describe('`null`: there is none, and all is as usual'),
      kept: keptDays,
      rules: z.array(
        keptDays.partial().extend({ project: z.string().optional(), suite: z.string().optional() }),
      ),
    }),
    expired: z.array(expiredSchema).describe('past its time, removed by the next pass'),
    lag_seconds: z.number().describe('how long the oldest of it is past its time; 0: nothing is'),
    next: z
      .array(z.object({ what: z.enum(keptKinds), at_ms: z.number() }))
      .describe(
        'when the oldest of what is kept will be past the usual time; without rules of projects and suites',
      ),
    last_pass_ms: z.number().nullable().describe('when a pass last removed rows; `null`: never'),
  })
  .meta({ id: 'StorageReport' });
export type StorageReport = z.infer<typeof storageReportSchema>;

/** `assay.retention/1` */
export const retentionPassSchema = z
  .object({
    schema: z.literal('assay.retention/1'),
    removed: z.array(expiredSchema),
    runs: z.array(z.string()).describe('runs of which something was removed'),
  })
  .meta({ id: 'RetentionPass' });
export type RetentionPass = z.infer<typeof retentionPassSchema>;
