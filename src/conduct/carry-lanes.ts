/** A worker: takes lanes from the queue, as many at once as it may, until it is stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Control } from '../contract/control.ts';
import { AssayError } from '../contract/errors.ts';
import type { Model } from '../contract/model.ts';
import type { LaneLease } from '../contract/queue.ts';
import type { ResultStore } from '../contract/result-store.ts';
import { LaneLostError, type SharedRun } from '../contract/run-registry.ts';
import type { ScorerServices } from '../contract/score.ts';
import type { Target } from '../contract/suite.ts';
import { finishRun } from './finish-run.ts';
import { keepLease } from './keep-lease.ts';
import { pricesFor } from './prices-for.ts';
import { takeLanes } from './take-lanes.ts';
import { conductLane, type LaneWork } from './conduct-lane.ts';

/** What calls a lane's target, and what its scorers get. */
export interface LaneModel extends Model {
  services?: ScorerServices;
  health: LaneWork['clockHealth'];
  close(): Promise<void>;
}

export interface WorkerOptions {
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
const maxTries = 10;
const betweenTriesMs = 500;

async function carry(
  lease: LaneLease,
  shared: SharedRun,
  target: Target,
  options: WorkerOptions,
): Promise<void> {
  const { control, store, note } = options;
  const { runId } = lease.lane;
  const model = await options.openModel(target, shared);
  const held = await keepLease(lease, control, options);
  try {
    const lane = await control.registry.openLane(lease);
    const { end, left } = await conductLane({
      shared,
      targetId: target.id,
      lane,
      registry: control.registry,
      model,
      ...(model.services && { services: model.services }),
      prices: pricesFor(shared.run),
      store,
      ledger: await control.openLedger(lease),
      limits: control.limits,
      keyOf: options.keyOf,
      emit: control.events.publish,
      stop: held.stop,
      kill: held.kill,
      note,
      clockHealth: () => model.health(),
    });
    if (held.isLost()) throw new LaneLostError(runId, target.id);
    if (left > 0 && options.stop.aborted && !held.isRunStopped()) {
      await lease.requeue();
      note(`${target.label}: returned with ${left} calls to go`);
      return;
    }
    await lane.end(end);
    const refused = end.quarantined ? `, ${end.quarantined} rows refused by the results` : '';
    note(`${target.label}: done${left > 0 ? `, ${left} calls not made` : ''}${refused}`);
    const ended = await finishRun(runId, control, store);
    if (ended) note(`run ${runId} has ended: ${ended.status}`);
    await lease.complete();
  } finally {
    held.release();
    await model.close();
  }
}

/** A lane whose end is written, but whose run may not be: its worker died in between. */
async function carryOrFinish(lease: LaneLease, options: WorkerOptions): Promise<void> {
  const { control, store, note } = options;
  const { runId, targetId } = lease.lane;
  const shared = await control.registry.find(runId);
  const target = shared?.suite.targets.find(({ id }) => id === targetId);
  if (!shared || !target) {
    await lease.complete();
    return;
  }
  const lane = (await control.registry.lanes(runId)).find((each) => each.targetId === targetId);
  if (lane?.ended) {
    await finishRun(runId, control, store);
    await lease.complete();
    return;
  }
  note(`${target.label}: started (run ${runId})`);
  await carry(lease, shared, target, options);
}

/** A lane that cannot be given back, as the database is away, is free anyway once its lease has run out. */
async function requeue(lease: LaneLease): Promise<void> {
  for (let tries = 0; tries < maxTries; tries++) {
    const isAnswered = await lease.requeue().then(
      () => true,
      () => false,
    );
    if (isAnswered) return;
    await sleep(betweenTriesMs);
  }
}

async function giveBack(lease: LaneLease, error: unknown, { note, stop }: WorkerOptions): Promise<void> {
  if (error instanceof LaneLostError) return note(error.message);
  const why =
    error instanceof AssayError && error.remedy
      ? `${error.message}. ${error.remedy}`
      : (error as Error).message;
  note(`lane ${lease.lane.targetId}: returned: ${why}`);
  await requeue(lease);
  await sleep(restMs, undefined, { signal: stop }).catch(() => undefined);
}

/** Says once that the database is away, and again when it went away once more. */
function unanswered({ stop, note }: WorkerOptions): { tell(error: Error): Promise<void>; back(): void } {
  let isAway = false;
  return {
    async tell({ message }) {
      if (!isAway) note(`the control database does not respond: ${message}`);
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
  await takeLanes({ queue: control.queue, atOnce, stop, unanswered: away.tell }, async (lease) => {
    away.back();
    await carryOrFinish(lease, options).catch((error: unknown) => giveBack(lease, error, options));
  });
}
