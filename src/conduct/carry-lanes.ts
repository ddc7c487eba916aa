/** A worker: takes lanes from the queue, as many at once as it may, until it is stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Control } from '../contract/control.ts';
import { AssayError } from '../contract/errors.ts';
import type { Model } from '../contract/model.ts';
import type { LaneLease } from '../contract/queue.ts';
import type { ResultStore } from '../contract/result-store.ts';
import { LaneLostError, type SharedRun } from '../contract/run-registry.ts';
import type { ScorePowers } from '../contract/score.ts';
import type { Target } from '../contract/suite.ts';
import { finishRun } from './finish-run.ts';
import { keepLease } from './keep-lease.ts';
import { pricesFor } from './prices-for.ts';
import { takeLanes } from './take-lanes.ts';
import { workLane, type LaneWork } from './work-lane.ts';

/** What calls a lane's target, and what its scorers get. */
export interface LaneModel extends Model {
  powers?: ScorePowers;
  health: LaneWork['clockHealth'];
  close(): Promise<void>;
}

export interface WorkerOptions {
  /** Where rows of a run go that the store refuses. */
  quarantine?(runId: string): NonNullable<LaneWork['quarantine']>;
  control: Control;
  store: ResultStore;
  /** Throws `key-missing`, `not-allowed` and the like when this machine cannot call the target or score its answers. */
  openModel(target: Target, shared: SharedRun): Promise<LaneModel>;
  keyOf: LaneWork['keyOf'];
  lanesAtOnce: number;
  /** Aborted: finish what is in flight and give the lanes back. */
  stop: AbortSignal;
  /** Aborted: give up what is in flight too. */
  kill: AbortSignal;
  note(line: string): void;
}

/** A lane that this machine cannot carry is left to others for so long. */
const restMs = 3000;
const mostTries = 10;
const betweenTriesMs = 500;

async function carry(
  hold: LaneLease,
  shared: SharedRun,
  target: Target,
  options: WorkerOptions,
): Promise<void> {
  const { control, store, note } = options;
  const { runId } = hold.lane;
  const model = await options.openModel(target, shared);
  const held = await keepLease(hold, control, options);
  try {
    const book = await control.book.openLane(hold);
    const { end, left } = await workLane({
      ...(options.quarantine && { quarantine: options.quarantine(runId) }),
      shared,
      targetId: target.id,
      book,
      model,
      ...(model.powers && { powers: model.powers }),
      prices: pricesFor(shared.run),
      store,
      ledger: await control.openLedger(hold),
      limits: control.limits,
      keyOf: options.keyOf,
      emit: control.events.publish,
      stop: held.stop,
      kill: held.kill,
      clockHealth: () => model.health(),
    });
    if (held.isLost()) throw new LaneLostError(runId, target.id);
    if (left > 0 && options.stop.aborted && !held.isRunStopped()) {
      await hold.requeue();
      note(`${target.label}: given back with ${left} calls to go`);
      return;
    }
    await book.end(end);
    note(`${target.label}: done${left > 0 ? `, ${left} calls not made` : ''}`);
    const ended = await finishRun(runId, control, store);
    if (ended) note(`run ${runId} has ended: ${ended.status}`);
    await hold.complete();
  } finally {
    held.release();
    await model.close();
  }
}

/** A lane whose end is written, but whose run may not be: its worker died in between. */
async function carryOrFinish(hold: LaneLease, options: WorkerOptions): Promise<void> {
  const { control, store, note } = options;
  const { runId, targetId } = hold.lane;
  const shared = await control.book.find(runId);
  const target = shared?.suite.targets.find(({ id }) => id === targetId);
  if (!shared || !target) {
    await hold.complete();
    return;
  }
  const lane = (await control.book.lanes(runId)).find((each) => each.targetId === targetId);
  if (lane?.ended) {
    await finishRun(runId, control, store);
    await hold.complete();
    return;
  }
  note(`${target.label}: taken (run ${runId})`);
  await carry(hold, shared, target, options);
}

/** A lane that cannot be given back, as the database is away, is free anyway once its hold has run out. */
async function requeue(hold: LaneLease): Promise<void> {
  for (let tries = 0; tries < mostTries; tries++) {
    const isAnswered = await hold.requeue().then(
      () => true,
      () => false,
    );
    if (isAnswered) return;
    await sleep(betweenTriesMs);
  }
}

async function giveBack(hold: LaneLease, error: unknown, { note, stop }: WorkerOptions): Promise<void> {
  if (error instanceof LaneLostError) return note(error.message);
  const why =
    error instanceof AssayError && error.remedy
      ? `${error.message}. ${error.remedy}`
      : (error as Error).message;
  note(`lane ${hold.lane.targetId}: given back: ${why}`);
  await requeue(hold);
  await sleep(restMs, undefined, { signal: stop }).catch(() => undefined);
}

/** Says once that the database is away, and again when it went away once more. */
function unanswered({ stop, note }: WorkerOptions): { tell(error: Error): Promise<void>; back(): void } {
  let isAway = false;
  return {
    async tell({ message }) {
      if (!isAway) note(`the control database does not answer: ${message}`);
      isAway = true;
      await sleep(restMs, undefined, { signal: stop }).catch(() => undefined);
    },
    back: () => (isAway = false),
  };
}

/** Resolves when it was stopped and holds no lane any more. */
export async function carryLanes(options: WorkerOptions): Promise<void> {
  const { control, lanesAtOnce: atOnce, stop } = options;
  const away = unanswered(options);
  await takeLanes({ queue: control.queue, atOnce, stop, unanswered: away.tell }, async (hold) => {
    away.back();
    await carryOrFinish(hold, options).catch((error: unknown) => giveBack(hold, error, options));
  });
}
