import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { keptKinds, type KeptKind, type RetentionPolicy } from '../../contract/retention.ts';
import { storageReportSchema, type StorageReport } from '../../contract/storage-report.ts';
import type { StorageStore, TableSize } from '../../contract/storage-store.ts';
import { attachmentFolder } from '../../journal/keep-attachments.ts';
import { allRuns } from '../../journal/run-directory.ts';
import { folderSize } from '../../journal/run-folder.ts';
import type { AppContext } from '../context.ts';
import { defineUseCase } from '../use-case.ts';
import { journalsByPlace } from './apply-retention.ts';
import { cutoffsOf } from './cutoffs.ts';
import { expiredFolders, expiredShared } from './expired-journals.ts';
import type { SharedRuns } from './find-runs.ts';
import { policyOf, readRetention, retentionPath } from './retention-file.ts';
import { withStorage } from './with-storage.ts';

const dayMs = 86_400_000;

async function foldersOf(dataDir: string): Promise<Pick<StorageReport, 'journals' | 'attachments'>> {
  const runs = join(dataDir, 'runs');
  const names = await readdir(runs).catch(() => []);
  const journals = { runs: (await allRuns(dataDir)).length, ...(await folderSize(runs)) };
  const attachments = { files: 0, bytes: 0 };
  for (const name of names) {
    const { files, bytes } = await folderSize(attachmentFolder({ path: join(runs, name) }));
    attachments.files += files;
    attachments.bytes += bytes;
  }
  return { journals, attachments };
}

async function sharedOf(control: SharedRuns): Promise<StorageReport['shared']> {
  if (!control) return null;
  const ids = (await control.registry.runs()).map(({ run_id: id }) => id);
  const { runs, journalRows, files, bytes } = await control.registry.sizeOf(ids);
  return { runs, journal_rows: journalRows, files, bytes };
}

const tableOf: Partial<Record<KeptKind, string>> = {
  samples: 'samples',
  payloads: 'sample_payloads',
  figures: 'rollup_days',
};

/** The day on which the oldest rows of each kind are past the usual time. */
function nextOf(tables: readonly TableSize[], policy: RetentionPolicy): StorageReport['next'] {
  return keptKinds.flatMap((what) => {
    const oldest = tables.find(({ table }) => table === tableOf[what])?.oldest_ms ?? null;
    const days = policy[what];
    return oldest === null || days === null
      ? []
      : [{ what, at_ms: (Math.floor(oldest / dayMs) + days + 1) * dayMs }];
  });
}

async function readStorage(
  store: StorageStore,
  control: SharedRuns,
  context: AppContext,
): Promise<StorageReport> {
  const { dataDir, clock } = context;
  const file = await readRetention(dataDir);
  const policy = policyOf(file);
  const { rules, ...kept } = policy;
  const sizes = await store.tableSizes();
  const journals = [
    ...(await expiredFolders(policy, context)),
    ...(await expiredShared(policy, control, context)),
  ];
  const cutoffs = await cutoffsOf(store, policy, clock.wallClockMs());
  const expired = [...(await store.expiredRows(cutoffs)), ...journalsByPlace(journals)];
  const lagMs = expired.reduce((most, { until_ms, oldest_ms }) => Math.max(most, until_ms - oldest_ms), 0);
  return {
    schema: 'assay.storage/1',
    data_dir: dataDir,
    tables: sizes.map((size) => ({
      ...size,
      bytes_per_row: size.rows === 0 ? null : size.bytes / size.rows,
    })),
    ...(await foldersOf(dataDir)),
    shared: await sharedOf(control),
    retention: {
      file: file && retentionPath(dataDir),
      kept,
      rules: [...rules],
    },
    expired,
    lag_seconds: lagMs / 1000,
    next: nextOf(sizes, policy),
    last_pass_ms: await store.lastPass(),
  };
}

/** Throws `usage` with all that is wrong in `retention.yaml`. */
export const storage = defineUseCase({
  name: 'storage',
  summary: 'How large what is kept is, how long it stays, and what is past its time',
  input: z.strictObject({}),
  output: storageReportSchema,
  run: (_input, context) =>
    withStorage(
      context,
      (server) => server.askStorage(),
      (store, control) => readStorage(store, control, context),
    ),
});
