/** Carries out the lanes of a plan that are asked in batches. Gives each attempt once it is in the journal, like `runPlan`. */
import { setMaxListeners } from 'node:events';
import type { Plan } from '../../contract/plan.ts';
import { AttemptStream, type SettledAttempt } from '../attempt-stream.ts';
import { BatchLane } from './batch-lane.ts';
import type { BatchRunOptions } from './batch-run-options.ts';
import { defaultPauses } from './follow-batch.ts';

/**
 * Ends when all batches have, or after `stop` when they are cancelled and what they had by then is read. After `kill` they
 * are left as they are: the next go at the run finds them in the journal. Throws when the journal cannot be written.
 */
export async function* runBatches(plan: Plan, options: BatchRunOptions): AsyncGenerator<SettledAttempt> {
  const gone = new AbortController();
  const kill = AbortSignal.any([options.kill, gone.signal]);
  const stop = AbortSignal.any([options.stop, kill]);
  setMaxListeners(0, kill, stop);
  const pauses = options.pauses ?? defaultPauses;
  const room = Promise.withResolvers<void>();
  let drained = room;
  const out = new AttemptStream(() => {
    drained.resolve();
    drained = Promise.withResolvers();
  });
  const untilRoom = async () => {
    while (out.isFull && !kill.aborted) await drained.promise;
  };
  const lanes = plan.lanes.filter(({ target }) => target.batch);
  const carry = async (lane: Plan['lanes'][number]) => {
    await new BatchLane(plan, lane, { ...options, stop, kill, pauses, out, untilRoom }).carryOut();
    options.laneEnded?.(lane.target);
  };
  void Promise.all(lanes.map(carry)).then(
    () => out.end(),
    (error: unknown) => out.fail(error),
  );
  try {
    yield* out;
  } finally {
    gone.abort();
  }
}
