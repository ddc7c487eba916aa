import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import type { RetentionPolicy } from '../../contract/retention.ts';
import { retentionPassSchema, type Expired, type RetentionPass } from '../../contract/storage-report.ts';
import type { StorageStore } from '../../contract/storage-store.ts';
import { runDirectory } from '../../journal/run-directory.ts';
import type { AppContext } from '../context.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { defineUseCase } from '../use-case.ts';
import { cutoffsOf } from './cutoffs.ts';
import { expiredFolders, expiredShared, type ExpiredJournal } from './expired-journals.ts';
import type { SharedRuns } from './find-runs.ts';
import { removeFolder } from './remove-runs.ts';
import { readPolicy } from './retention-file.ts';
import { withStorage } from './with-storage.ts';

const rest = 'What was removed by then is gone; the next pass removes the rest.';

/** By project and suite. */
export function journalsByPlace(journals: readonly ExpiredJournal[]): Expired[] {
  const places = Map.groupBy(journals, ({ project, suite_name }) => JSON.stringify([project, suite_name]));
  return [...places.values()].map((own) => {
    const [first] = own as [ExpiredJournal];
    const { project, suite_name, until_ms } = first;
    const ids = new Set(own.map(({ run_id: id }) => id));
    const oldest_ms = own.reduce((oldest, { ended_ms }) => Math.min(oldest, ended_ms), until_ms);
    return { project, suite_name, what: 'journals', until_ms, rows: ids.size, oldest_ms };
  });
}

/** A run that somebody has just resumed stays. */
async function removeJournals(
  policy: RetentionPolicy,
  control: SharedRuns,
  context: AppContext,
): Promise<ExpiredJournal[]> {
  const removed: ExpiredJournal[] = [];
  for (const journal of await expiredFolders(policy, context)) {
    throwIfInterrupted(context, rest);
    const isRemoved = await removeFolder(runDirectory(context.dataDir, journal.run_id)).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AssayError && error.code === 'usage') return false;
        throw error;
      },
    );
    if (isRemoved) removed.push(journal);
  }
  const shared = await expiredShared(policy, control, context);
  if (shared.length > 0) await control?.registry.remove(shared.map(({ run_id: id }) => id));
  return [...removed, ...shared];
}

async function pass(store: StorageStore, control: SharedRuns, context: AppContext): Promise<RetentionPass> {
  const policy = await readPolicy(context.dataDir);
  const cutoffs = await cutoffsOf(store, policy, context.clock.wallClockMs());
  const { rows, runs } = await store.dropExpired(cutoffs);
  const journals = await removeJournals(policy, control, context);
  return {
    schema: 'assay.retention/1',
    removed: [...rows, ...journalsByPlace(journals)],
    runs: [...new Set([...runs, ...journals.map(({ run_id: id }) => id)])].toSorted(),
  };
}

/** Throws `usage` with all that is wrong in `retention.yaml`; nothing is removed then. */
export const applyRetention = defineUseCase({
  name: 'applyRetention',
  summary: 'Removes what is past the time that it is kept for',
  input: z.strictObject({}),
  output: retentionPassSchema,
  run: (_input, context) =>
    withStorage(
      context,
      (server) => server.askRetention(),
      (store, control) => pass(store, control, context),
    ),
});
