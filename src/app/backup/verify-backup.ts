import { resolve } from 'node:path';
import { z } from 'zod';
import { verifyBackup as readBackup } from '../../backup/verify-backup.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';
import { defineUseCase } from '../use-case.ts';
import { findBackup } from './backup.ts';

export const backupPath = z
  .string('a folder')
  .min(1)
  .describe('a dated backup, or the folder of backups: then its newest');

const output = z.object({
  schema: z.literal('assay.backup-verified/1'),
  backup: z.string(),
  created_at: z.string(),
  files: z.int(),
  bytes: z.int(),
  damage: z
    .array(z.object({ path: z.string().describe('within the backup'), what: z.string() }))
    .describe('empty: every byte is as it was written'),
});

export const verifyBackup = defineUseCase({
  name: 'verifyBackup',
  summary: 'Reads every byte of a backup and says what is missing or was changed.',
  input: z.strictObject({ backup: backupPath }),
  output,
  async run({ backup: given }, context) {
    const folder = await findBackup(resolve(context.cwd, given));
    let progress: ReturnType<typeof meter> | undefined;
    const { manifest, damage } = await readBackup(folder, (done, total) => {
      throwIfInterrupted(context, 'A backup is only read: nothing has changed.');
      progress ??= meter(context, { stage: 'verifying', unit: 'file', total });
      progress(done);
    });
    const all = [...manifest.files, ...manifest.tables];
    return {
      schema: 'assay.backup-verified/1' as const,
      backup: folder,
      created_at: manifest.created_at,
      files: all.length,
      bytes: all.reduce((total, { bytes }) => total + bytes, 0),
      damage,
    };
  },
});
