/** The safe repairs: nothing is deleted but a lock that nobody holds; what is in the way is moved to `damaged/`. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { wallClockMs } from '../../base/clock.ts';
import type { Finding } from '../../contract/finding.ts';
import { rebuildRun } from '../../conduct/recover.ts';
import { loadRunFile, markUnstored, runDirectory, storedRuns } from '../../journal/run-directory.ts';
import type { AppContext } from '../context.ts';
import { notifyRunChanged } from '../stored/run-keeper.ts';
import { withScorerServices } from '../score/scorer-services.ts';

async function moveToDamaged(dataDir: string, path: string): Promise<string> {
  const folder = join(dataDir, 'damaged');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const to = join(folder, `${basename(path)}-${wallClockMs()}`);
  await rename(path, to);
  return to;
}

async function repairDatabase(context: AppContext, where: string): Promise<string> {
  const to = await moveToDamaged(context.dataDir, where);
  for (const directory of await storedRuns(context.dataDir)) await markUnstored(directory);
  // opening it reads the journals
  const runs = await context.withStore((store) => store.listRuns({ limit: 100_000 }));
  return `The damaged database is in ${to}; a new one has ${runs.length} runs, read from their journals.`;
}

async function tryRowsAgain(context: AppContext, runId: string): Promise<string> {
  const directory = runDirectory(context.dataDir, runId);
  const file = await loadRunFile(directory);
  const run = await context.withStore((store) =>
    withScorerServices(context, (servicesOf) => rebuildRun(directory, file, store, { servicesOf })),
  );
  await notifyRunChanged(context, runId, 'rebuild');
  const left = run.left_out?.quarantined ?? 0;
  return left === 0
    ? `Run ${runId}: the database has taken the rows that it had refused.`
    : `Run ${runId}: the database still refuses ${left} of its rows.`;
}

/** One finding repaired; gives what was done in a sentence. */
export async function repair(context: AppContext, { where, run_id }: Finding): Promise<string> {
  if (run_id === null) return repairDatabase(context, where);
  if (basename(where) === 'lock') {
    await rm(where, { force: true });
    return `${where} is gone.`;
  }
  if (basename(where) === 'quarantine.jsonl') return tryRowsAgain(context, run_id);
  return `${where} is now ${await moveToDamaged(context.dataDir, where)}.`;
}
