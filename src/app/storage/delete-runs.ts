import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { deletionSchema, type DeletedRun, type Deletion } from '../../contract/deletion.ts';
import type { StorageStore } from '../../contract/storage-store.ts';
import { runDirectory } from '../../journal/run-directory.ts';
import { runFolderSize } from '../../journal/run-folder.ts';
import type { AppContext } from '../context.ts';
import { word } from '../input.ts';
import { defineUseCase } from '../use-case.ts';
import { refuseRunning, runsBefore, runsNamed, type FoundRun, type SharedRuns } from './find-runs.ts';
import { removeRuns } from './remove-runs.ts';
import { withStorage } from './with-storage.ts';

const maxNamed = 1000;

export const deleteRunsInput = z.strictObject({
  runs: z
    .array(z.string('a run id').min(1).max(300), 'run ids')
    .max(maxNamed)
    .default([])
    .describe('ids, or beginnings of them'),
  beforeMs: z
    .number('a time, in ms since 1970')
    .optional()
    .describe('in place of ids: all that began before it, ms since 1970'),
  suite: word.optional().describe('with `beforeMs`: of the suite with this name alone'),
  project: word.optional().describe('with `beforeMs`: of this project alone'),
  apply: z.boolean('true or false').default(false).describe('remove them; default: only say what would go'),
});
type Input = z.output<typeof deleteRunsInput>;

const usage = (message: string, remedy: string) => new AssayError('usage', message, { remedy });

function checkInput({ runs, beforeMs, suite, project }: Input): void {
  const remedy = 'Give ids of runs, or a date before which they began.';
  if (runs.length === 0 && beforeMs === undefined) throw usage('no runs are named', remedy);
  if (runs.length > 0 && beforeMs !== undefined) throw usage('runs are named both by id and by date', remedy);
  if (beforeMs === undefined && (suite ?? project) !== undefined)
    throw usage('a suite or a project narrows down a date, and there is none', remedy);
}

const add = (totals: Record<string, number>, rows: Record<string, number>) => {
  for (const [table, count] of Object.entries(rows)) totals[table] = (totals[table] ?? 0) + count;
};

/** What of its bytes these rows are, by number. */
async function rowBytes(store: StorageStore, rows: Record<string, number>): Promise<number> {
  let total = 0;
  for (const { table, rows: all, bytes } of await store.tableSizes())
    if (all > 0) total += bytes * Math.min(1, (rows[table] ?? 0) / all);
  return Math.round(total);
}

async function readDeletion(
  found: readonly FoundRun[],
  store: StorageStore,
  control: SharedRuns,
  { dataDir }: AppContext,
): Promise<Omit<Deletion, 'applied'>> {
  const ids = found.map(({ run_id: id }) => id);
  const counts = Map.groupBy(await store.rowsOfRuns(ids), ({ run_id: id }) => id);
  const runs: DeletedRun[] = [];
  const rows: Record<string, number> = {};
  for (const { status: _status, ...run } of found) {
    const own = Object.fromEntries(
      (counts.get(run.run_id) ?? []).map(({ table, rows: count }) => [table, count]),
    );
    add(rows, own);
    const { files, bytes } = await runFolderSize(runDirectory(dataDir, run.run_id));
    runs.push({ ...run, rows: own, files, file_bytes: bytes });
  }
  const shared = (await control?.registry.sizeOf(ids)) ?? null;
  return {
    schema: 'assay.deletion/1',
    runs,
    rows,
    row_bytes: await rowBytes(store, rows),
    files: runs.reduce((total, { files }) => total + files, 0),
    file_bytes: runs.reduce((total, run) => total + run.file_bytes, 0),
    shared: shared && {
      runs: shared.runs,
      journal_rows: shared.journalRows,
      files: shared.files,
      bytes: shared.bytes,
    },
  };
}

async function carryOut(
  input: Input,
  store: StorageStore,
  control: SharedRuns,
  context: AppContext,
): Promise<Deletion> {
  const { runs, beforeMs, suite, project, apply } = input;
  const found =
    beforeMs === undefined
      ? await runsNamed(runs, store, control, context)
      : await runsBefore(
          { beforeMs, ...(suite !== undefined && { suite }), ...(project !== undefined && { project }) },
          store,
          control,
        );
  refuseRunning(found);
  const deletion = await readDeletion(found, store, control, context);
  if (apply)
    await removeRuns(
      found.map(({ run_id: id }) => id),
      store,
      control,
      context,
    );
  return { ...deletion, applied: apply };
}

/** Throws `run-not-found`, and `usage` for a run that is still running. */
export const deleteRuns = defineUseCase({
  name: 'deleteRuns',
  summary: 'Removes runs with everything that was kept of them, or says what would go',
  input: deleteRunsInput,
  output: deletionSchema,
  async run(input, context) {
    checkInput(input);
    return withStorage(
      context,
      (server) => server.askDeletion(input),
      (store, control) => carryOut(input, store, control, context),
    );
  },
});
