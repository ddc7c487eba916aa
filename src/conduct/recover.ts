/** Takes runs that were not stored while they went on, or whose process is gone, to their end: reads the journal again and stores what the database lacks. Writing twice is writing once. */
import type { Attempt } from '../contract/attempt.ts';
import type { RunPhase } from '../contract/load.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { LeftOut, Run } from '../contract/run.ts';
import type { ScorerServices } from '../contract/score.ts';
import { readSettledAttempts } from '../journal/journal-state.ts';
import { openQuarantine } from '../journal/quarantine.ts';
import { readScores } from '../journal/scores-journal.ts';
import { phasesOfJournal } from '../run/load/phases-of-journal.ts';
import {
  loadRunFile,
  markStored,
  unstoredRuns,
  type RunDirectory,
  type RunFile,
} from '../journal/run-directory.ts';
import { runCasesOf } from '../samples/run-cases.ts';
import type { SampleRows } from '../samples/sample-builder.ts';
import { RunTotals } from '../record/run-totals.ts';
import { createStoreWriter } from '../record/store-writer.ts';
import { walkJournal } from './walk-journal.ts';

/** What the scorers of a run get from outside. */
export type ServicesOf = (run: Run) => ScorerServices;

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

/** A run that came to its end has said so itself; that what it had is no longer there, it could not know. */
function withLeftOut(run: Run, found: { quarantined: number; damaged: number; lost: number }): Run {
  const { left_out: _, ...rest } = run;
  const some = Object.entries(found).filter(([, count]) => count > 0);
  if (some.length === 0) return rest;
  const left_out = Object.fromEntries(some) as LeftOut;
  const isWhole = found.quarantined === 0 && found.lost === 0;
  return { ...rest, left_out, status: isWhole ? rest.status : 'partial' };
}

/** What the journal of a run has, counted while it is read. */
class Tally {
  readonly measured = new Map<string, number>();
  readonly phases: RunPhase[] = [];
  damaged = 0;
  lastMs: number;
  readonly #seen = new Set<string>();

  constructor(startedAtMs: number) {
    this.lastMs = startedAtMs;
  }

  get samples(): number {
    return sum(this.measured.values());
  }

  add(settled: SampleRows, startedAtMs: number): void {
    this.lastMs = Math.max(this.lastMs, startedAtMs);
    if (!('sample' in settled) || settled.sample.is_warmup || this.#seen.has(settled.sample.sample_id))
      return;
    const { sample_id, target_id, started_at_ms, e2e_ms } = settled.sample;
    this.#seen.add(sample_id);
    this.measured.set(target_id, (this.measured.get(target_id) ?? 0) + 1);
    this.lastMs = Math.max(this.lastMs, started_at_ms + (e2e_ms ?? 0));
  }
}

export interface RebuildRunOptions {
  servicesOf?: ServicesOf | undefined;
  /** After each attempt: how many were stored. */
  progress?: ((done: number) => void) | undefined;
}

/** Stores every whole line of one journal; gives the run as it then stands. A line that nothing can be made of is quarantined. */
export async function rebuildRun(
  directory: RunDirectory,
  { run, suite, goes = 1, repricings, samples }: RunFile,
  store: Writable,
  { servicesOf = () => ({}), progress }: RebuildRunOptions = {},
): Promise<Run> {
  const quarantine = await openQuarantine(directory, { isFresh: true });
  const writer = createStoreWriter(store, 1000, { patienceMs: 0, quarantine: quarantine.add });
  const tally = new Tally(run.started_at_ms);
  const totals = new RunTotals();
  let stored = 0;
  const all = readSettledAttempts(directory.journalPath, goes, undefined, {
    onPhase: (phase) => tally.phases.push(phase),
    onDamage: () => tally.damaged++,
  });
  const attempts = ofRun(run.run_id, all, () => tally.damaged++);
  const walk = walkJournal(
    { run, suite, repricings, attempts },
    {
      services: servicesOf(run),
      later: await readScores(directory),
      unusable: quarantine.addAttempt,
    },
  );
  for await (const { attempt, rows } of walk) {
    tally.add(rows, attempt.startedAtMs);
    totals.add(rows);
    await writer.add(rows);
    progress?.(++stored);
  }
  await writer.flush();
  const wasRunning = run.status === 'running';
  const ended = wasRunning
    ? {
        ...endedAt(run, tally.lastMs, tally.measured, tally.phases),
        ...totals.cached(),
        ...totals.judged(),
      }
    : run;
  const rebuilt = withLeftOut(ended, {
    quarantined: quarantine.count,
    damaged: tally.damaged,
    lost: wasRunning ? 0 : Math.max(0, (samples ?? 0) - tally.samples),
  });
  await store.putRun(rebuilt, runCasesOf(suite));
  // a folder that cannot be written is read again by the next command
  await markStored(directory).catch(() => undefined);
  return rebuilt;
}

/** A line of another run is damage: its folder was copied, or two were joined. */
async function* ofRun(
  runId: string,
  attempts: AsyncIterable<Attempt>,
  onOther: () => void,
): AsyncGenerator<Attempt> {
  for await (const attempt of attempts) {
    if (attempt.runId === runId) yield attempt;
    else onOther();
  }
}

/** A run that cannot be taken to its end now: all others can. */
export interface SkippedRun {
  run_id: string;
  reason: string;
}

export interface Recovered {
  /** Brought to their end. */
  runs: Run[];
  skipped: SkippedRun[];
}

/** For whoever does something else meanwhile. */
export interface RecoveryWatch {
  /** Before each run. */
  onRun(done: number, total: number): void;
  /** No further run is begun once it is aborted. */
  signal: AbortSignal;
}

export interface RecoverOptions extends Partial<RecoveryWatch> {
  /** Whether the process that a run names is still at it. */
  isAlive(pid: number, runId: string): boolean;
  servicesOf?: ServicesOf;
  /** Runs that are marked as stored, and are not: the database was lost. */
  lost?: readonly RunDirectory[];
}

/** Runs that still go on are left alone; one that cannot be read or stored is named, and in nobody's way. */
export async function recoverRuns(
  dataDir: string,
  store: Writable,
  { isAlive, servicesOf, lost = [], onRun, signal }: RecoverOptions,
): Promise<Recovered> {
  const found: Recovered = { runs: [], skipped: [] };
  const all = [...(await unstoredRuns(dataDir)), ...lost];
  for (const [done, directory] of all.entries()) {
    if (signal?.aborted) break;
    onRun?.(done, all.length);
    try {
      const file = await loadRunFile(directory);
      if (file.run.status !== 'running' || !isAlive(file.pid, directory.runId))
        found.runs.push(await rebuildRun(directory, file, store, { servicesOf }));
    } catch (error) {
      found.skipped.push({ run_id: directory.runId, reason: (error as Error).message });
    }
  }
  return found;
}
