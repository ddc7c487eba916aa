import { z } from 'zod';
import { isCarried } from '../data/runs-here.ts';
import { runIdIn } from '../../base/run-id-in.ts';
import { rebuildRun, type SkippedRun } from '../../conduct/recover.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { runSchema, type Run } from '../../contract/run.ts';
import { allRuns, loadRunFile, type RunDirectory } from '../../journal/run-directory.ts';
import type { AppContext } from '../context.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';
import { withScorerServices } from '../score/scorer-services.ts';
import { defineUseCase } from '../use-case.ts';
import { notifyRunChanged } from './run-keeper.ts';
import { shortRunId } from '../../view/short-run-id.ts';

const input = z.strictObject({
  run: z
    .string()
    .min(1)
    .optional()
    .describe('id of a run, its beginning, or latest; default: every run that the results do not have'),
});

const output = z.object({
  schema: z.literal('assay.rebuild/1'),
  runs: z
    .array(runSchema.pick({ run_id: true, status: true, planned: true, left_out: true }))
    .describe('as they stand now'),
  left_out: z
    .array(z.object({ run_id: z.string(), reason: z.string() }))
    .optional()
    .describe('runs that could not be read; absent when there are none'),
});

/** Those of the journals that are named, or that the results do not have. */
async function wanted(store: ResultStore, dataDir: string, id: string | undefined): Promise<RunDirectory[]> {
  const runs = await allRuns(dataDir);
  if (id === undefined) {
    const missing = [];
    for (const run of runs) if (!(await store.getRun(run.runId))) missing.push(run);
    return missing;
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

/** `null`: another process is still carrying it out. */
async function rebuildOne(
  store: ResultStore,
  directory: RunDirectory,
  stage: string,
  context: AppContext,
): Promise<Run | null> {
  const file = await loadRunFile(directory);
  if (file.run.status === 'running' && isCarried(file.pid, file.run.run_id)) {
    const message = `Run ${shortRunId(directory.runId)} is still running: left alone.`;
    context.notify({ code: 'run-still-running', message });
    return null;
  }
  const progress = meter(context, { stage, unit: 'attempt', total: file.run.planned });
  return withScorerServices(context, (servicesOf) =>
    rebuildRun(directory, file, store, { servicesOf, progress }),
  );
}

interface Rebuilt {
  runs: Run[];
  skipped: SkippedRun[];
}

/** One that cannot be read is in nobody's way, unless it is the one that was asked for. */
async function rebuildOwn(
  store: ResultStore,
  id: string | undefined,
  context: AppContext,
  done: Rebuilt,
): Promise<void> {
  const directories = await wanted(store, context.dataDir, id);
  for (const [i, directory] of directories.entries()) {
    throwIfInterrupted(context, 'Runs that were rebuilt stay so: give the same command again for the rest.');
    const stage =
      directories.length === 1 ? 'rebuilding' : `rebuilding run ${i + 1} of ${directories.length}`;
    try {
      const made = await rebuildOne(store, directory, stage, context);
      if (made) done.runs.push(made);
    } catch (error) {
      if (id !== undefined) throw error;
      const { runId: run_id } = directory;
      if (!done.skipped.some((known) => known.run_id === run_id))
        done.skipped.push({ run_id, reason: (error as Error).message });
    }
  }
}

async function rebuildShared(
  store: ResultStore,
  id: string | undefined,
  context: AppContext,
): Promise<Run[]> {
  // what reaches PostgreSQL is loaded only by who shares runs
  const { rebuildShared: rebuildFrom } = await import('./rebuild-shared.ts');
  return rebuildFrom(context, store, id);
}

/** Prices and scores given later are kept beside the journals, and so come back; makes no API calls. */
export const rebuild = defineUseCase({
  name: 'rebuild',
  summary: 'Stores runs anew from their journals.',
  input,
  output,
  async run({ run: id }, context) {
    const { runs, skipped } = await context.withStore(async (store, leftOut): Promise<Rebuilt> => {
      const shared = context.control === undefined ? [] : await rebuildShared(store, id, context);
      const done = { runs: shared, skipped: id === undefined ? [...leftOut] : [] };
      if (id === undefined || shared.length === 0) await rebuildOwn(store, id, context, done);
      return done;
    });
    for (const { run_id } of runs) await notifyRunChanged(context, run_id, 'rebuild');
    return {
      schema: 'assay.rebuild/1' as const,
      runs: runs.map(({ run_id, status, planned, left_out }) => ({
        run_id,
        status,
        planned,
        ...(left_out && { left_out }),
      })),
      ...(skipped.length > 0 && { left_out: skipped }),
    };
  },
});
