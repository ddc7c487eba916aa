/** Takes runs that were not stored while they went on, or whose process is gone, to their end: reads the journal again and stores what the database lacks. Writing twice is writing once. */
import type { RunPhase } from './contract/load.ts';
import type { ResultStore } from './contract/result-store.ts';
import type { Run } from './contract/run.ts';
import type { ScorePowers } from './contract/score.ts';
import { createPriceBook, type PriceBook } from './measure/price-book.ts';
import { readSettledAttempts } from './run/journal-state.ts';
import { putAside } from './run/put-aside.ts';
import { readScores } from './run/scores-journal.ts';
import { phasesOfJournal } from './run/load/phases-of-journal.ts';
import {
  loadRunFile,
  markStored,
  unstoredRuns,
  type RunDirectory,
  type RunFile,
} from './run/run-directory.ts';
import { repricer, withPrices } from './repriced.ts';
import { runCasesOf } from './run-cases.ts';
import { createSettler } from './settle.ts';
import { createStoreWriter } from './store-writer.ts';
import { withLaterScores } from './with-scores.ts';

/** What the scorers of a run get from outside. */
export type PowersOf = (run: Run) => ScorePowers;

type Writable = Pick<ResultStore, 'insert' | 'putRun'>;

const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0);

/** A load does not know beforehand how many calls it makes; that it was cut off is sure, or else it would have said its end. */
function endedAt(run: Run, lastMs: number, measured: Map<string, number>, phases: RunPhase[]): Run {
  const done = sum(measured.values());
  if (!run.load) return { ...run, status: done === run.planned ? 'done' : 'partial', ended_at_ms: lastMs };
  return {
    ...run,
    status: 'partial',
    ended_at_ms: lastMs,
    planned: done,
    targets: run.targets.map((target) => ({ ...target, planned: measured.get(target.id) ?? 0 })),
    load: { ...run.load, phases: phasesOfJournal(phases, lastMs) },
  };
}

/** Stores every whole line of one journal; gives the run as it then stands. */
export async function rebuildRun(
  directory: RunDirectory,
  { run, suite, goes = 1, repricings = [] }: RunFile,
  store: Writable,
  prices: PriceBook,
  powersOf: PowersOf = () => ({}),
): Promise<Run> {
  const given = run.provenance.prices;
  // what the run was begun with, not what is in force today
  const book = given ? createPriceBook({ overrides: given.overrides, at: run.started_at_ms }) : prices;
  const { targets } = suite;
  const settler = withPrices(
    createSettler(suite, book, powersOf(run)),
    repricer(repricings, { targets, book, startedAtMs: run.started_at_ms }),
  );
  const writer = createStoreWriter(store, 1000, {
    patienceMs: 0,
    putAside: (rejected) => putAside(directory, rejected),
  });
  const later = await readScores(directory);
  const seen = new Set<string>();
  const measured = new Map<string, number>();
  const phases: RunPhase[] = [];
  let lastMs = run.started_at_ms;
  for await (const attempt of readSettledAttempts(directory.journalPath, goes, undefined, (phase) =>
    phases.push(phase),
  )) {
    const settled = withLaterScores(await settler.settle(attempt), later);
    lastMs = Math.max(lastMs, attempt.startedAtMs);
    if ('sample' in settled && !settled.sample.is_warmup && !seen.has(settled.sample.sample_id)) {
      const { sample_id, target_id, started_at_ms, e2e_ms } = settled.sample;
      seen.add(sample_id);
      measured.set(target_id, (measured.get(target_id) ?? 0) + 1);
      lastMs = Math.max(lastMs, started_at_ms + (e2e_ms ?? 0));
    }
    await writer.add(settled);
  }
  await writer.flush();
  // a run that came to its end has said so itself
  const ended = run.status === 'running' ? endedAt(run, lastMs, measured, phases) : run;
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
  powersOf?: PowersOf,
): Promise<Run[]> {
  const recovered: Run[] = [];
  for (const directory of await unstoredRuns(dataDir)) {
    const file = await loadRunFile(directory);
    if (file.run.status !== 'running' || !isAlive(file.pid))
      recovered.push(await rebuildRun(directory, file, store, prices, powersOf));
  }
  return recovered;
}
