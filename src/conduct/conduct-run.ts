/**
 * One suite in, one stored run out, in one process. Read this page first: every call below is named after what it does.
 *
 *   plan ─▶ run ─▶ samples (measure, score) ─▶ sinks (summary, events, store) ─▶ analyze ─▶ decide
 */
import { nowMs, wallClockMs } from '../base/clock.ts';
import type { RunSummary } from '../contract/analysis.ts';
import type { Run } from '../contract/run.ts';
import { withFrontier } from '../decide/with-frontier.ts';
import { LoadLog } from '../record/load-log.ts';
import { createTrouble } from '../record/trouble.ts';
import { runLane } from '../run/batch/run-lane.ts';
import type { RunJournal } from '../journal/journal.ts';
import { createMemoryLedger } from '../spend/memory-ledger.ts';
import { markStored } from '../journal/run-directory.ts';
import { runCasesOf } from '../samples/run-cases.ts';
import { carryOwnLanes } from './carry-own-lanes.ts';
import { conductLoad, underLoad } from './conduct-load.ts';
import type { ConductRunOptions } from './conduct-run-options.ts';
import { Conductor } from './conductor.ts';
import { RaceTrack } from './race-track.ts';
import { keepSummary } from './keep-summary.ts';
import { openRunFiles, type RunFiles } from './run-files.ts';

/** What the options come to. */
interface Conducted {
  options: ConductRunOptions;
  files: RunFiles;
  conductor: Conductor;
  load: LoadLog | null;
  race: RaceTrack | null;
}

/** Carries a plan out and keeps all of it. Throws only when nothing more can be kept: the journal failed. */
export async function conductRun(options: ConductRunOptions): Promise<RunSummary> {
  const { plan, run, control, store } = options;
  const began = { wall: wallClockMs(), mono: nowMs() };
  const emit = control.events.publish;
  const trouble = createTrouble((message) => emit({ type: 'run-trouble', run_id: run.run_id, message }));
  const files = await openRunFiles(options, trouble);
  await store?.putRun(run, runCasesOf(plan.suite));
  const load = plan.load ? new LoadLog(plan.load, run) : null;
  const race = options.race ? new RaceTrack(options.race.whole, options.race.settings) : null;
  const conductor = new Conductor({
    ...options,
    ...files,
    isWhole: true,
    ledger: options.ledger ?? createMemoryLedger(),
    emit,
    trouble,
    load,
    race,
  });
  const conducted: Conducted = { options, files, conductor, load, race };

  conductor.start();
  await conductor.replay(files.earlier());
  await carry(conducted);
  const unwritten = await conductor.flush(files.kept);
  const ended: Run = {
    ...(await endOf(conducted)),
    // the wall clock may have been set meanwhile
    ended_at_ms: began.wall + (nowMs() - began.mono),
  };
  await files.end(ended, conductor.totals.measured);
  const failure = unwritten ?? (await storeEnd(options, ended));
  if (failure) trouble.store(failure.message);
  await conductor.end(ended);
  const summary = withFrontier(conductor.board.summary({ run: ended }));
  if (!store)
    await keepSummary(
      options.directory,
      summary,
      conductor.exactTotals.totals(run.run_id),
      options.goes ?? 1,
    );
  return summary;
}

async function carry({ options, files, conductor, load }: Conducted): Promise<void> {
  const { plan, run, stop } = options;
  const journal = await files.openJournal(conductor.askAgain.soon);
  try {
    if (plan.load && load) await conductLoad(conductor, journal, { ...plan, load: plan.load }, { run, load });
    else await carryLanes(options, conductor, journal);
  } finally {
    await journal.close();
    await conductor.close(stop);
  }
}

function carryLanes(options: ConductRunOptions, conductor: Conductor, journal: RunJournal): Promise<void> {
  const { directory, batches = new Map(), batchPauses: pauses } = options;
  const { journalPath } = directory;
  const batch = { models: batches, journalPath, changed: conductor.laneChanged, ...(pauses && { pauses }) };
  return carryOwnLanes(options, ({ plan, stop, kill }) =>
    conductor.carry(runLane(plan, { ...conductor.callsOf(journal), stop, kill }, batch)),
  );
}

/** How the run ended, as it is kept. A run of which the store refused rows is not whole. */
async function endOf({
  options,
  files,
  conductor,
  load,
  race,
}: Conducted): Promise<Omit<Run, 'ended_at_ms'>> {
  const { run, stop } = options;
  const { totals } = conductor;
  const client = conductor.client(await options.clockHealth());
  const refusal = conductor.refusal();
  const { count } = files.quarantine;
  const status = totals.measured === run.planned ? ('done' as const) : ('partial' as const);
  const ended: Run = {
    ...(load ? underLoad(run, load, stop.aborted) : { ...run, status }),
    client,
    ...(refusal !== null && { stopped: refusal, status: 'partial' }),
    ...(count > 0 && { left_out: { quarantined: count }, status: 'partial' }),
    ...conductor.lanes(),
    ...totals.cached(),
    ...totals.judged(),
  };
  return race ? race.record(ended) : ended;
}

/** What is missing is read from the journal by the next command that opens the database. */
async function storeEnd({ store, directory }: ConductRunOptions, ended: Run): Promise<Error | null> {
  try {
    await store?.putRun(ended, []);
    if (store) await markStored(directory);
    return null;
  } catch (error) {
    return error as Error;
  }
}
