/** A run in one process: its lanes go through a queue as those of many machines do, and this process takes them all. */
import type { Control } from '../contract/control.ts';
import type { Plan } from '../contract/plan.ts';
import { keepLease } from './keep-lease.ts';
import { takeLanes } from './take-lanes.ts';

export interface OwnLanes {
  plan: Plan;
  control: Pick<Control, 'queue' | 'events'>;
  /** Aborted: finish what is in flight. */
  stop: AbortSignal;
  /** Aborted: give up what is in flight too. */
  kill: AbortSignal;
}

/** What a lane is carried out with: the plan of it alone, and signals that end it. */
export interface OwnLane {
  plan: Plan;
  stop: AbortSignal;
  kill: AbortSignal;
}

/** Resolves when every lane has ended; throws the first error of `work`, and gives up the other lanes then. */
export async function carryOwnLanes(
  { plan, control, stop, kill }: OwnLanes,
  work: (lane: OwnLane) => Promise<unknown>,
): Promise<void> {
  const { runId } = plan;
  const lanes = new Map(plan.lanes.map((lane) => [lane.target.id, lane]));
  const over = new AbortController();
  const failed = new AbortController();
  const asked = { stop, kill: AbortSignal.any([kill, failed.signal]) };
  if (lanes.size === 0) return;
  await control.queue.enqueue([...lanes.keys()].map((targetId) => ({ runId, targetId })));
  try {
    await takeLanes({ queue: control.queue, atOnce: lanes.size, stop: over.signal }, async (lease) => {
      const lane = lanes.get(lease.lane.targetId);
      if (!lane) throw new Error(`the queue has lane ${lease.lane.targetId}, which is not part of this run`);
      const held = await keepLease(lease, control, asked);
      try {
        await work({ plan: { ...plan, lanes: [lane] }, stop: held.stop, kill: held.kill });
        await lease.complete();
      } finally {
        held.release();
      }
      lanes.delete(lease.lane.targetId);
      if (lanes.size === 0) over.abort();
    });
  } catch (error) {
    over.abort();
    failed.abort();
    throw error;
  }
}
