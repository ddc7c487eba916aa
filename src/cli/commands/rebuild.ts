import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Run } from '../../contract/run.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { rebuildRun } from '../../recover.ts';
import { formatCounted } from '../../report/format.ts';
import { shortRunId } from '../../report/runs-table.ts';
import { allRuns, loadRunFile, type RunDirectory } from '../../run/run-directory.ts';
import type { CommandContext, CommandModule } from '../command.ts';
import { isAlive } from '../is-alive.ts';
import { withData } from '../open-data.ts';
import { withPowers } from '../score-powers.ts';

/** Those of the journals that are named, or that the database lacks. */
async function wanted(store: ResultStore, dataDir: string, id: string | undefined): Promise<RunDirectory[]> {
  const runs = await allRuns(dataDir);
  if (id === undefined) {
    const lacking = [];
    for (const run of runs) if (!(await store.getRun(run.runId))) lacking.push(run);
    return lacking;
  }
  const named = id === 'latest' ? runs.slice(-1) : runs.filter(({ runId }) => runId.startsWith(id));
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
  const prices = createPriceBook({ at: file.run.started_at_ms });
  return withPowers((powersOf) => rebuildRun(directory, file, store, prices, powersOf));
}

/** Reads journals into the database again; calls nobody. */
export const run: CommandModule['run'] = async ([id], _options, context) => {
  const rebuilt = await withData(context, async (store) => {
    const runs =
      context.control === undefined
        ? []
        : await (await import('../rebuild-shared.ts')).rebuildShared(context, store, id);
    if (id !== undefined && runs.length > 0) return runs;
    for (const directory of await wanted(store, context.dataDir, id)) {
      const made = await rebuild(store, directory, context);
      if (made) runs.push(made);
    }
    return runs;
  });
  if (context.json) {
    const runs = rebuilt.map(({ run_id, status, planned }) => ({ run_id, status, planned }));
    context.print(JSON.stringify({ schema: 'assay.rebuild/1', runs }, null, 2));
  } else if (rebuilt.length === 0) context.print('The database has every run that has a journal.');
  else
    context.print(
      `${formatCounted(rebuilt.length, 'run')} read again: ${rebuilt.map(({ run_id }) => shortRunId(run_id)).join(', ')}`,
    );
  return 'ok';
};
