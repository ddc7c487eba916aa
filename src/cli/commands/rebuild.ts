import { runIdIn } from '../../base/run-id-in.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { rebuildRun, type SkippedRun } from '../../conduct/recover.ts';
import { formatCounted } from '../../report/format.ts';
import { leftOutText } from '../../report/left-out-text.ts';
import { shortRunId } from '../../report/runs-table.ts';
import { allRuns, loadRunFile, type RunDirectory } from '../../journal/run-directory.ts';
import type { CommandContext, RunCommand } from '../command.ts';
import type { rebuildSpec } from '../specs/stored.ts';
import { isAlive } from '../../base/own-process.ts';
import { withData } from '../../app/data/open-data.ts';
import { withScorerServices } from '../../app/score/scorer-services.ts';

/** Those of the journals that are named, or that the database lacks. */
async function wanted(store: ResultStore, dataDir: string, id: string | undefined): Promise<RunDirectory[]> {
  const runs = await allRuns(dataDir);
  if (id === undefined) {
    const unsupported = [];
    for (const run of runs) if (!(await store.getRun(run.runId))) unsupported.push(run);
    return unsupported;
  }
  const named = id === 'latest' ? runs.slice(-1) : runs.filter(({ runId }) => runId.startsWith(runIdIn(id)));
  if (named.length === 1) return named;
  throw new AssayError(
    'run-not-found',
    named.length === 0
      ? `there is no journal of a run "${id}"`
      : `"${id}" is the beginning of ${named.length} runs`,
    { remedy: `The journals are in ${dataDir}/runs, in folders named by the runs' ids.` },
  );
}

async function rebuild(
  store: ResultStore,
  directory: RunDirectory,
  context: CommandContext,
): Promise<Run | null> {
  const file = await loadRunFile(directory);
  if (file.run.status === 'running' && isAlive(file.pid)) {
    context.note(`Run ${shortRunId(directory.runId)} is still going on: left alone.`);
    return null;
  }
  return withScorerServices(context, (servicesOf) => rebuildRun(directory, file, store, servicesOf));
}

interface Rebuilt {
  runs: Run[];
  skipped: SkippedRun[];
}

/** One that cannot be read is in nobody's way, unless it is the one that was asked for. */
async function rebuildAll(
  store: ResultStore,
  id: string | undefined,
  context: CommandContext,
  done: Rebuilt,
) {
  for (const directory of await wanted(store, context.dataDir, id)) {
    try {
      const made = await rebuild(store, directory, context);
      if (made) done.runs.push(made);
    } catch (error) {
      if (id !== undefined) throw error;
      const { runId: run_id } = directory;
      if (!done.skipped.some((known) => known.run_id === run_id))
        done.skipped.push({ run_id, reason: (error as Error).message });
    }
  }
}

function print({ runs, skipped }: Rebuilt, context: CommandContext): void {
  if (context.json) {
    const told = runs.map(({ run_id, status, planned, left_out }) => ({
      run_id,
      status,
      planned,
      ...(left_out && { left_out }),
    }));
    context.print(
      JSON.stringify(
        { schema: 'assay.rebuild/1', runs: told, ...(skipped.length > 0 && { left_out: skipped }) },
        null,
        2,
      ),
    );
    return;
  }
  if (runs.length > 0)
    context.print(
      `${formatCounted(runs.length, 'run')} read again: ${runs.map(({ run_id }) => shortRunId(run_id)).join(', ')}`,
    );
  else if (skipped.length === 0) context.print('The database has every run that has a journal.');
  for (const { run_id, left_out } of runs) {
    const what = leftOutText(left_out);
    if (what !== null) context.print(`Run ${shortRunId(run_id)}: ${what}.`);
  }
  if (skipped.length > 0) context.print(`${formatCounted(skipped.length, 'run')} could not be read again.`);
}

/** Reads journals into the database again; makes no API calls. Ends as `partial` when it could not read all there is. */
export const run: RunCommand<typeof rebuildSpec> = async ([id], _options, context) => {
  const rebuilt = await withData(context, async (store, skipped): Promise<Rebuilt> => {
    const runs =
      context.control === undefined
        ? []
        : await (await import('../../app/stored/rebuild-shared.ts')).rebuildShared(context, store, id);
    const done = { runs, skipped: id === undefined ? [...skipped] : [] };
    if (id === undefined || runs.length === 0) await rebuildAll(store, id, context, done);
    return done;
  });
  print(rebuilt, context);
  const isWhole = rebuilt.skipped.length === 0 && rebuilt.runs.every((made) => !made.left_out);
  return isWhole ? 'ok' : 'partial';
};
