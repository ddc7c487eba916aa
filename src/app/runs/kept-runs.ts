/**
 * Runs as the files beside their journals say them: to list them, or to show one, the database need not be opened. What it answers is kept
 * here, and used as long as nothing was written since. `null`: the database is to be asked.
 */
import { mkdir } from 'node:fs/promises';
import { isTotalsStore, type ResultStore } from '../../contract/result-store.ts';
import { comparePlaces, placeOf } from '../../contract/run-query.ts';
import { runIdIn } from '../../base/run-id-in.ts';
import { allRuns, runDirectory } from '../../journal/run-directory.ts';
import {
  readListedRun,
  readSummarisedRun,
  saveRunSummary,
  type ListedRun,
  type SummarisedRun,
} from '../../journal/run-summary-file.ts';
import { readStoredRuns, saveStoredRuns } from '../../journal/stored-runs-file.ts';
import type { AppContext } from '../context.ts';
import { readServerFile } from '../data/server-file.ts';
import { assayVersion } from '../data/version.ts';

type Place = Pick<AppContext, 'dataDir' | 'opensDatabase'>;

/** To look at the files of more takes longer than to ask. */
export const maxKeptRuns = 500;

/** All runs of the data directory, newest first. */
export async function keptRuns({ dataDir, opensDatabase }: Place): Promise<ListedRun[] | null> {
  if (!opensDatabase || (await readServerFile(dataDir))) return null;
  const stored = await readStoredRuns(dataDir);
  if (!stored) return null;
  const ids = new Set([...stored, ...(await allRuns(dataDir)).map(({ runId }) => runId)]);
  if (ids.size > maxKeptRuns) return null;
  const version = assayVersion();
  const found: ListedRun[] = [];
  for (const id of ids) {
    const kept = await readListedRun(runDirectory(dataDir, id), version);
    if (!kept) return null;
    found.push(kept);
  }
  return found.sort((a, b) => comparePlaces(placeOf(a.run), placeOf(b.run)));
}

/** The one that is meant by an id, the beginning of one, or `latest`. */
export async function keptRun(place: Place, id: string): Promise<SummarisedRun | null> {
  const runs = await keptRuns(place);
  if (!runs) return null;
  const asked = runIdIn(id);
  const named =
    asked === 'latest' ? runs.slice(0, 1) : runs.filter(({ run }) => run.run_id.startsWith(asked));
  const [only] = named;
  if (!only || named.length > 1 || asked === '') return null;
  return readSummarisedRun(runDirectory(place.dataDir, only.run.run_id), assayVersion());
}

/** What cannot be kept is asked for again. */
const ignore = () => undefined;

async function save(dataDir: string, kept: SummarisedRun): Promise<void> {
  // its process may still be at it
  if (kept.run.status === 'running') return;
  const directory = runDirectory(dataDir, kept.run.run_id);
  await mkdir(directory.path, { recursive: true, mode: 0o700 });
  await saveRunSummary(directory, assayVersion(), kept);
}

/** While the database is open: it has these runs, and no others. */
export async function keepRuns(
  { dataDir, opensDatabase }: Place,
  store: ResultStore,
  runs: readonly ListedRun[],
): Promise<void> {
  if (!opensDatabase || !isTotalsStore(store)) return;
  const keep = async () => {
    for (const { run, listing } of runs) {
      const directory = runDirectory(dataDir, run.run_id);
      if (!(await readListedRun(directory, assayVersion())))
        await save(dataDir, { run, listing, summary: null });
    }
    await saveStoredRuns(
      dataDir,
      runs.map(({ run }) => run.run_id),
    );
  };
  await keep().catch(ignore);
}

/** While the database is open. */
export async function keepRun({ dataDir, opensDatabase }: Place, kept: SummarisedRun): Promise<void> {
  if (opensDatabase) await save(dataDir, kept).catch(ignore);
}
