/** Which run the same command goes on with: the newest of the same suite, when it lacks something of what is asked now. */
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
import { isAlive, ownPid } from '../../base/own-process.ts';

/** A run that is gone on with, locked until `release`. */
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

/** Runs further back are not looked at. */
const maxRuns = 200;
const nothing: Found = { unfinished: null, note: null };

async function newest(dataDir: string): Promise<{ directory: RunDirectory; head: Head }[]> {
  const directories = (await allRuns(dataDir)).slice(-maxRuns).toReversed();
  const found = [];
  for (const directory of directories) {
    const head = await loadRunHead(directory).catch(() => null);
    if (head && !head.run.load) found.push({ directory, head });
  }
  return found;
}

const isGoingOn = ({ run, pid }: Head) => run.status === 'running' && isAlive(pid);

function changedSince(heads: { head: Head }[], suite: Suite): Found {
  const last = heads.find(({ head }) => head.run.suite_name === suite.name)?.head;
  if (!last || last.run.status === 'done' || isGoingOn(last)) return nothing;
  const id = shortRunId(last.run.run_id);
  return {
    unfinished: null,
    note: `The suite has changed since run ${id}, which is not complete: this is a new run.`,
  };
}

/** What a race leaves out it need not make up for: a run of another kind goes on with no race, nor a race with it. */
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
  return `Going on with run ${id}: ${count} of ${formatCount(kept + missing)} samples are kept, ${formatCount(missing)} are ${before.race ? 'left, asked as far as the race needs them' : 'asked for now'}.${stay} --fresh starts a new run.`;
}

/** A run that has all its answers is followed by a new one; of one that lacks some because of a key, the rest need not be paid again. */
const failedNote = (failed: number, { run }: Head) =>
  `This is a new run. Run ${shortRunId(run.run_id)} of the same suite is complete but for ${formatCounted(failed, 'call')} without an answer: --retry-errors asks those again in it, and nothing else.`;

async function readBefore(directory: RunDirectory) {
  const before = await loadRunFile(directory);
  return { before, state: await readJournalState(directory.journalPath) };
}

/** Locks what it finds. A run that has everything, shares no target, or is still going on is left alone. */
export async function findUnfinished(
  dataDir: string,
  suite: Suite,
  { retryErrors, race }: { retryErrors: boolean; race: RaceSettings | null },
): Promise<Found> {
  const all = await newest(dataDir);
  const heads = all.filter(({ head }) => isSameKind(head, race));
  const match = heads.find(({ head }) => head.run.suite_hash === suite.hash && head.run.seed === suite.seed);
  if (!match) return changedSince(heads, suite);
  const { directory, head } = match;
  const ids = new Set(head.run.targets.map((target) => target.id));
  if (isGoingOn(head) || !suite.targets.some((target) => ids.has(target.id))) return nothing;
  if (race && !isForRace(head, suite)) return nothing;

  const release = await lockRun(directory, ownPid, isAlive);
  if (!release) return nothing;
  const read = await readBefore(directory).catch((error: unknown) => error as Error);
  if (read instanceof Error) {
    await release();
    return {
      unfinished: null,
      note: `Run ${shortRunId(head.run.run_id)} cannot be gone on with: ${read.message}`,
    };
  }
  const { before, state } = read;
  const asked = planRun(suite, { runId: head.run.run_id, priceOf: () => null });
  const rest = continuePlan(race ? raceOrder(asked) : asked, {
    earlierTargets: before.suite.targets,
    earlierRepeats: before.run.repeats,
    retryErrors,
    madeOf: (target, caseId, { repeat, isWarmup }) =>
      state.get(callKey({ targetId: target.id, caseId, repeat, isWarmup })) ?? null,
  });
  if (rest.missing === 0) {
    await release();
    return rest.failed === 0 ? nothing : { unfinished: null, note: failedNote(rest.failed, head) };
  }
  return { unfinished: { before, ...rest, release }, note: noteOf({ before, ...rest }) };
}
