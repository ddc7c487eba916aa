import { readdir, realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { backupsIn, pruneBackups } from '../../backup/backups-in.ts';
import { isDumpStore } from '../../contract/backup.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { folderError } from '../data/write-file.ts';
import { withControlCopy } from './control-copy.ts';
import { assayVersion } from '../data/version.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';
import { withoutSqliteWarning } from '../run/open-ledger.ts';
import { numberInput } from '../input.ts';
import { defineUseCase } from '../use-case.ts';

const input = z.strictObject({
  folder: z
    .string('a folder')
    .min(1)
    .describe('where backups are kept; this one gets a dated folder of its own there'),
  keep: numberInput(numberRules.count).optional().describe('remove all but the newest n; default: none'),
});

const output = z.object({
  schema: z.literal('assay.backup-made/1'),
  backup: z.string().describe('its folder'),
  runs: z.int(),
  rows: z.record(z.string(), z.int()).describe('by table'),
  files: z.int(),
  bytes: z.int().describe('of the whole backup'),
  written_bytes: z.int().describe('new on the disk; the rest is shared with an earlier backup'),
  seconds: z.number(),
  removed: z.array(z.string()).describe('names of older backups'),
});

const real = (path: string) => realpath(path).catch(() => path);

/** A backup within what is backed up would contain itself. */
async function refuseWithin(dataDir: string, folder: string): Promise<void> {
  const [outer, inner] = await Promise.all([real(dataDir), real(folder)]);
  if (inner !== outer && !inner.startsWith(`${outer}${sep}`)) return;
  throw new AssayError(
    'usage',
    `The folder for backups, ${folder}, is within the data directory ${dataDir}.`,
    {
      remedy: 'Choose a folder elsewhere, best on another disk.',
    },
  );
}

/** A wrong path would be backed up as nothing, and take the place of good backups in time. */
async function refuseMissing(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch(() => []);
  if (names.length > 0) return;
  throw new AssayError('usage', `There is nothing to back up in ${dataDir}.`, {
    remedy: 'Name the data directory with --data-dir or ASSAY_DATA_DIR.',
  });
}

/** Whether the system refused something in the folder, and not in what is read. */
const isOf = (folder: string, error: unknown) => {
  const { code, path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  return code === 'ENOSPC' || (dest ?? path)?.startsWith(folder) === true;
};

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

/** Results, journals, attachments, labels, budgets and saved suites; runs may continue meanwhile. */
export const backup = defineUseCase({
  name: 'backup',
  summary: 'Writes results, journals and everything else of a data directory into a dated folder.',
  input,
  output,
  async run({ folder: given, keep }, context) {
    const { dataDir, cwd, clock } = context;
    const folder = resolve(cwd, given);
    await refuseMissing(dataDir);
    await refuseWithin(dataDir, folder);
    const progress = meter(context, { stage: 'backing up', unit: 'table', total: null });
    const beginMs = clock.nowMs();
    const { writeBackup } = await withoutSqliteWarning(() => import('../../backup/write-backup.ts'));
    const writeFrom = (controlFile?: string) => (store: ResultStore) => {
      if (!isDumpStore(store)) throw new Error('a store that cannot be backed up');
      const writing = writeBackup(folder, {
        dataDir,
        store,
        ...(controlFile !== undefined && { controlFile }),
        version: assayVersion(),
        atMs: clock.wallClockMs(),
        onStep(done, total) {
          throwIfInterrupted(context, 'Nothing was kept of this backup; earlier ones are as they were.');
          progress(done, total === 0 ? undefined : done / total);
        },
      });
      return writing.catch(async (error: unknown) =>
        Promise.reject(isOf(folder, error) ? await folderError(folder, error) : error),
      );
    };
    const { manifest, ...made } = await withControlCopy(context, (file) =>
      context.withStore(writeFrom(file)),
    );
    const removed = keep === undefined ? [] : await pruneBackups(folder, keep);
    const rows: Record<string, number> = {};
    for (const { table, rows: more } of manifest.tables) rows[table] = (rows[table] ?? 0) + more;
    return {
      schema: 'assay.backup-made/1' as const,
      backup: made.folder,
      runs: rows.runs ?? 0,
      rows,
      files: manifest.files.length,
      bytes: sum([...manifest.files, ...manifest.tables].map(({ bytes }) => bytes)),
      written_bytes: made.writtenBytes,
      seconds: (clock.nowMs() - beginMs) / 1000,
      removed,
    };
  },
});

/** A dated backup, or the newest of the folder in which they are. */
export async function findBackup(path: string): Promise<string> {
  const newest = (await backupsIn(path)).at(-1);
  return newest === undefined ? path : resolve(path, newest);
}
