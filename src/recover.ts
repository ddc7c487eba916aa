/** Takes runs that were not stored while they went on, or whose process is gone, to their end: reads the journal again and stores what the database lacks. Writing twice is writing once. */
import type { ResultStore } from './contract/result-store.ts';
import type { Run } from './contract/run.ts';
import type { PriceBook } from './measure/price-book.ts';
import { readJournal } from './run/journal.ts';
import {
  loadRunFile,
  markStored,
  unstoredRuns,
  type RunDirectory,
  type RunFile,
} from './run/run-directory.ts';
import { runCasesOf } from './run-cases.ts';
import { createSettler } from './settle.ts';
import { createStoreWriter } from './store-writer.ts';

type Writable = Pick<ResultStore, 'insert' | 'putRun'>;

/** Stores every whole line of one journal; gives the run as it then stands. */
async function rebuild(
  directory: RunDirectory,
  { run, suite }: RunFile,
  store: Writable,
  prices: PriceBook,
): Promise<Run> {
  const settler = createSettler(suite, prices);
  const writer = createStoreWriter(store, 1000);
  const seen = new Set<string>();
  let measured = 0;
  let lastMs = run.started_at_ms;
  for await (const attempt of readJournal(directory.journalPath)) {
    const settled = await settler.settle(attempt);
    lastMs = Math.max(lastMs, attempt.startedAtMs);
    if ('sample' in settled && !settled.sample.is_warmup && !seen.has(settled.sample.sample_id)) {
      seen.add(settled.sample.sample_id);
      measured++;
    }
    await writer.add(settled);
  }
  await writer.flush();
  // a load does not know beforehand how many calls it makes
  const status = measured === run.planned && !run.load ? 'done' : 'partial';
  // a run that came to its end has said so itself
  const ended: Run = run.status === 'running' ? { ...run, status, ended_at_ms: lastMs } : run;
  await store.putRun(ended, runCasesOf(suite));
  await markStored(directory);
  return ended;
}

/** Runs that still go on are left alone. Gives the runs it brought to their end. */
export async function recoverRuns(
  dataDir: string,
  store: Writable,
  prices: PriceBook,
  isAlive: (pid: number) => boolean,
): Promise<Run[]> {
  const recovered: Run[] = [];
  for (const directory of await unstoredRuns(dataDir)) {
    const file = await loadRunFile(directory);
    if (file.run.status !== 'running' || !isAlive(file.pid))
      recovered.push(await rebuild(directory, file, store, prices));
  }
  return recovered;
}
