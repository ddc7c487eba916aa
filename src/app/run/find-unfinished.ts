/** Which run is resumed: the newest of the same suite, when it lacks something of what is asked now. */
import { runIdIn } from '../../base/run-id-in.ts';
import { AssayError } from '../../contract/errors.ts';
import type { RaceSettings } from '../../contract/race.ts';
import type { Suite } from '../../contract/suite.ts';
import { formatCount, formatCounted } from '../../view/format.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import { continuePlan, type ContinuedPlan } from '../../plan/continue-plan.ts';
import { planRun } from '../../plan/plan-run.ts';
import { raceOrder } from '../../plan/race-order.ts';
import { callKey, readJournalState } from '../../journal/journal-state.ts';
import {
  allRuns,
  loadRunFile,
  loadRunHead,
  type RunDirectory,
  type RunFile,
} from '../../journal/run-directory.ts';
import { lockRun } from '../../journal/run-lock.ts';
import { ownPid } from '../../base/own-process.ts';
import { isCarried } from '../data/runs-here.ts';

/** A run that is resumed, locked until `release`. */
export interface Unfinished extends ContinuedPlan {
  before: RunFile;
  release(): Promise<void>;
}

export interface Found {
  unfinished: Unfinished | null;
  /** What to tell the user, in one line. */
  note: string | null;
}

type Head = Awaited<ReturnType<typeof loadRunHead>>;

interface Candidate {
  directory: RunDirectory;
  head: Head;
}

/** Runs further back are not looked at. */
const maxRuns = 200;
const nothing: Found = { unfinished: null, note: null };

async function* newest(dataDir: string): AsyncGenerator<Candidate> {
  for (const directory of (await allRuns(dataDir)).slice(-maxRuns).toReversed()) {
    const head = await loadRunHead(directory).catch(() => null);
    if (head && !head.run.load) yield { directory, head };
  }
}

const isGoingOn = ({ run, pid }: Head) => run.status === 'running' && isCarried(pid, run.run_id);

function changedSince(heads: { head: Head }[], suite: Suite): Found {
  const last = heads.find(({ head }) => head.run.suite_name === suite.name)?.head;
  if (!last || last.run.status === 'done' || isGoingOn(last)) return nothing;
  const id = shortRunId(last.run.run_id);
  return {
    unfinished: null,
    note: `The suite has changed since run ${id}, which is not complete: this is a new run.`,
  };
}

/** What a race leaves out it need not make up for: neither does a race resume a run of another kind, nor the other way round. */
const isSameKind = ({ run, race = run.race?.settings }: Head, asked: RaceSettings | null) =>
  JSON.stringify(race ?? null) === JSON.stringify(asked);

/** A race is between certain targets; one that is done has left out what it did not need. */
function isForRace({ run }: Head, suite: Suite): boolean {
  const ids = suite.targets.map(({ id }) => id);
  return run.status !== 'done' && run.targets.map(({ id }) => id).join() === ids.join();
}

function noteOf({ kept, failed, missing, before }: Omit<Unfinished, 'release'>): string {
  const id = shortRunId(before.run.run_id);
  const count = formatCount(kept);
  const stay =
    failed > 0
      ? ` ${formatCount(failed)} of those kept got no answer: --retry-errors asks them again too.`
      : '';
  return `Resuming run ${id}: ${count} of ${formatCount(kept + missing)} samples are kept, ${formatCount(missing)} are ${before.race ? 'left, asked as far as the race needs them' : 'asked for now'}.${stay} --fresh starts a new run.`;
}

/** A run that has all its answers is followed by a new one; of one that lacks some because of a key, the rest need not be paid again. */
const failedNote = (failed: number, { run }: Head) =>
  `This is a new run. Run ${shortRunId(run.run_id)} of the same suite is complete but for ${formatCounted(failed, 'call')} without an answer: --retry-errors asks those again in it, and nothing else.`;

async function readBefore(directory: RunDirectory) {
  const before = await loadRunFile(directory);
  return { before, state: await readJournalState(directory.journalPath) };
}

/** What is asked for now, of which a run may lack some. */
interface Asked {
  /** Ask again what ended without an answer, too. */
  retryErrors: boolean;
  race: RaceSettings | null;
  /** This very run; default: the newest that fits. */
  runId?: string;
}

/** Locks what it finds. A run that has everything, shares no target, or is still going on is left alone. */
export async function findUnfinished(dataDir: string, suite: Suite, asked: Asked): Promise<Found> {
  const { race, runId } = asked;
  const heads: Candidate[] = [];
  for await (const one of newest(dataDir)) if (isSameKind(one.head, race)) heads.push(one);
  const match = heads.find(({ head: { run } }) =>
    runId === undefined
      ? run.suite_name === suite.name && run.suite_hash === suite.hash && run.seed === suite.seed
      : run.run_id === runId,
  );
  if (!match) return changedSince(heads, suite);
  const { directory, head } = match;
  const ids = new Set(head.run.targets.map((target) => target.id));
  if (isGoingOn(head) || !suite.targets.some((target) => ids.has(target.id))) return nothing;
  if (race && !isForRace(head, suite)) return nothing;
  const release = await lockRun(directory, ownPid, (pid) => isCarried(pid, directory.runId));
  return release ? restOf(directory, suite, asked, release) : nothing;
}

/** What a run that is locked lacks; unlocked again when that is nothing. */
async function restOf(
  directory: RunDirectory,
  suite: Suite,
  { race, retryErrors }: Asked,
  release: Unfinished['release'],
): Promise<Found> {
  const { runId } = directory;
  const read = await readBefore(directory).catch((error: unknown) => error as Error);
  if (read instanceof Error) {
    await release();
    return { unfinished: null, note: `Run ${shortRunId(runId)} cannot be resumed: ${read.message}` };
  }
  const { before, state } = read;
  const whole = planRun(suite, { runId, priceOf: () => null });
  const rest = continuePlan(race ? raceOrder(whole) : whole, {
    earlierTargets: before.suite.targets,
    earlierRepeats: before.run.repeats,
    retryErrors,
    madeOf: (target, caseId, { repeat, isWarmup }) =>
      state.get(callKey({ targetId: target.id, caseId, repeat, isWarmup })) ?? null,
  });
  if (rest.missing > 0)
    return { unfinished: { before, ...rest, release }, note: noteOf({ before, ...rest }) };
  await release();
  return rest.failed === 0 ? nothing : { unfinished: null, note: failedNote(rest.failed, before) };
}

/** One, or none. */
async function latestRun(dataDir: string): Promise<RunDirectory[]> {
  const { value, done } = await newest(dataDir).next();
  return done ? [] : [value.directory];
}

const runsBeginning = async (dataDir: string, id: string): Promise<RunDirectory[]> =>
  (await allRuns(dataDir)).filter(({ runId }) => id !== '' && runId.startsWith(id));

/** The one run of the data directory whose id begins so (`latest`: the newest that is no load), and the race it is. Throws `run-not-found`, and `usage` for a load. */
export async function findRun(
  dataDir: string,
  named: string,
): Promise<{ runId: string; race: RaceSettings | null }> {
  const id = runIdIn(named);
  const found = id === 'latest' ? await latestRun(dataDir) : await runsBeginning(dataDir, id);
  const [directory] = found;
  if (!directory || found.length > 1)
    throw new AssayError(
      'run-not-found',
      directory ? `${found.length} runs begin with "${named}"` : `there is no run "${named}"`,
      { remedy: '`assay list` shows the runs of this data directory; --data-dir names another.' },
    );
  const { run, race = run.race?.settings ?? null } = await loadRunHead(directory);
  if (run.load)
    throw new AssayError('usage', `run ${shortRunId(run.run_id)} is a load, which cannot be resumed`, {
      remedy: 'Start a new one.',
    });
  return { runId: directory.runId, race };
}
