import { copyFile, mkdir, readdir, rename, rm, rmdir, utimes } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { ownPid } from '../../base/own-process.ts';
import { hideCredentials } from '../../base/hide-credentials.ts';
import { verifyBackup } from '../../backup/verify-backup.ts';
import type { BackupManifest, RestorableStore, TableChunk } from '../../contract/backup.ts';
import { AssayError } from '../../contract/errors.ts';
import { openStore } from '../../store/open-store.ts';
import type { AppContext } from '../context.ts';
import { makeDataDir } from '../data/make-data-dir.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';
import { defineUseCase } from '../use-case.ts';
import { findBackup } from './backup.ts';
import { refuseControl, restoreControl } from './control-copy.ts';
import { backupPath } from './verify-backup.ts';

const output = z.object({
  schema: z.literal('assay.restored/1'),
  backup: z.string(),
  data_dir: z.string(),
  rows: z.record(z.string(), z.int()).describe('by table, as they are now'),
  files: z.int(),
});

const rest = 'Nothing was restored; give the same command again.';

async function refuseData(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length === 0) return;
  throw new AssayError('usage', `${dataDir} is not empty: a backup is never restored over data.`, {
    remedy: 'Name an empty or new folder with --data-dir, or move this one away.',
  });
}

/** Throws `store-failed` for tables of a newer version, and where there are rows already. */
async function refuseStore(store: RestorableStore, { migrations }: BackupManifest, where: string) {
  const now = await store.dump();
  const unknown = migrations.filter((name) => !now.migrations.includes(name));
  if (unknown.length > 0)
    throw new AssayError('store-failed', `The backup was made by a newer version (${unknown.join(', ')}).`, {
      remedy: 'Restore it with that version of Assay.',
    });
  if (now.migrations.some((name) => !migrations.includes(name)))
    throw new AssayError(
      'store-failed',
      `The tables in ${where} are of a newer version than the backup, which has rows in their earlier form.`,
      { remedy: 'Name a database without tables: they are made as they were, and then brought up to date.' },
    );
  if (now.chunks.length > 0)
    throw new AssayError('usage', `There are results in ${where}: a backup is never restored over data.`, {
      remedy: 'Name an empty database with --results.',
    });
}

const keyOf = ({ table, chunk }: Pick<TableChunk, 'table' | 'chunk'>) => `${table}/${chunk}`;

/** All chunks of a table as one: older backups have tables whole that are divided into days now. */
function wholeTable(chunks: readonly TableChunk[], table: string): Pick<TableChunk, 'rows' | 'hash'> {
  const own = chunks.filter((chunk) => chunk.table === table);
  const hash = own.reduce((sum, chunk) => sum + BigInt(chunk.hash), 0n);
  return { rows: own.reduce((sum, { rows }) => sum + rows, 0), hash: String(BigInt.asUintN(64, hash)) };
}

/** Every chunk must hash as it did. Gives the number of rows by table. */
function compare(manifest: BackupManifest, restored: TableChunk[]): Record<string, number> {
  const found = new Map(restored.map((chunk) => [keyOf(chunk), chunk]));
  const rows: Record<string, number> = {};
  for (const chunk of manifest.tables) {
    const now =
      chunk.chunk === 'all'
        ? wholeTable(restored, chunk.table)
        : (found.get(keyOf(chunk)) ?? { rows: 0, hash: '0' });
    rows[chunk.table] = (rows[chunk.table] ?? 0) + now.rows;
    if (now.rows === chunk.rows && now.hash === chunk.hash) continue;
    throw new AssayError(
      'store-failed',
      `Restored rows differ from the backup: ${keyOf(chunk)} has ${now.rows} rows in place of ${chunk.rows}, or others.`,
      { remedy: 'Nothing was kept of what was restored. Report this, with `assay verify` of the backup.' },
    );
  }
  return rows;
}

async function restoreTables(
  store: RestorableStore,
  folder: string,
  manifest: BackupManifest,
  context: AppContext,
): Promise<Record<string, number>> {
  const { tables, columns } = manifest;
  const progress = meter(context, { stage: 'restoring', unit: 'table', total: tables.length });
  for (const [i, { table, path }] of tables.entries()) {
    throwIfInterrupted(context, rest);
    progress(i);
    await store.readChunk(table, columns[table] ?? [], join(folder, path));
  }
  const { chunks } = await store.dump(columns);
  const rows = compare(manifest, chunks);
  // only now: rows of an earlier version are compared as that version had them
  await store.upgrade();
  return rows;
}

async function copyData(folder: string, { files }: BackupManifest, to: string): Promise<void> {
  for (const { path, mtime_ms: ms } of files) {
    const target = join(to, path.slice('data/'.length));
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(join(folder, path), target);
    // as it was: the next backup shares it with this one
    await utimes(target, ms / 1000, ms / 1000);
  }
}

/** Restored beside its place, and moved there once it is whole. */
export const restore = defineUseCase({
  name: 'restore',
  summary: 'Restores a backup into an empty place and checks that every row is as it was.',
  input: z.strictObject({ backup: backupPath }),
  output,
  async run({ backup: given }, context) {
    const { dataDir, results, cwd } = context;
    const folder = await findBackup(resolve(cwd, given));
    await refuseData(dataDir);
    await refuseControl(context);
    const { manifest, damage } = await verifyBackup(folder, () => throwIfInterrupted(context, rest));
    if (damage.length > 0)
      throw new AssayError('store-failed', `The backup ${folder} is damaged.`, {
        problems: damage.map(({ path, what }) => ({ message: `${path}: ${what}` })),
        remedy: 'Use another backup.',
      });
    const making = `${dataDir}.restoring-${ownPid}`;
    try {
      await makeDataDir(making);
      const store = await openStore(
        // tables as they were: a later version keeps some figures in another way, and hashes of rows would differ
        {
          migrations: manifest.migrations,
          ...(results === undefined ? { dataDir: making } : { url: results, isLongWork: true }),
        },
      );
      let rows: Record<string, number>;
      try {
        await refuseStore(store, manifest, results === undefined ? making : hideCredentials(results));
        rows = await restoreTables(store, folder, manifest, context);
      } finally {
        await store.close();
      }
      await copyData(folder, manifest, making);
      await restoreControl(making, context);
      await rmdir(dataDir).catch(() => undefined);
      await rename(making, dataDir);
      return {
        schema: 'assay.restored/1' as const,
        backup: folder,
        data_dir: dataDir,
        rows,
        files: manifest.files.length,
      };
    } catch (error) {
      await rm(making, { recursive: true, force: true });
      throw error;
    }
  },
});
