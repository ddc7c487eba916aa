/** From a batch's id to its results: asks how far it is, cancels it when the run is stopped, and reads what it gives. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallResult } from '../../contract/attempt.ts';
import { BatchError, type BatchModel, type BatchRequest, type BatchStatus } from '../../contract/batch.ts';
import { retryableClasses } from '../../contract/outcome.ts';

export interface Pauses {
  firstMs: number;
  maxMs: number;
}

/** Batches take minutes to hours: asked soon at first, then once a minute. */
export const defaultPauses: Pauses = { firstMs: 2000, maxMs: 60_000 };
const growth = 1.5;

export interface BatchSignals {
  stop: AbortSignal;
  kill: AbortSignal;
  pauses: Pauses;
}

/** Nobody waits for the answer any more. */
export class GivenUp extends Error {}

/** The promise, unless everything in flight is given up first. */
export function unlessKilled<T>(promise: Promise<T>, { kill }: Pick<BatchSignals, 'kill'>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new GivenUp());
    if (kill.aborted) giveUp();
    kill.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => kill.removeEventListener('abort', giveUp));
  });
}

export const mayPass = (error: unknown): boolean =>
  error instanceof BatchError && retryableClasses.has(error.failure.class);

/** The next pause; wakes early when the run is stopped for the first time. */
export async function pauseFor(ms: number, { stop, kill }: BatchSignals): Promise<void> {
  const signals = stop.aborted ? [kill] : [stop, kill];
  await sleep(ms, undefined, { signal: AbortSignal.any(signals) }).catch(() => undefined);
  if (kill.aborted) throw new GivenUp();
}

/** Tries until it works; throws what will not pass by itself. */
export async function patiently<T>(ask: () => Promise<T>, signals: BatchSignals): Promise<T> {
  for (let pause = signals.pauses.firstMs; ; pause = Math.min(pause * growth, signals.pauses.maxMs)) {
    try {
      return await unlessKilled(ask(), signals);
    } catch (error) {
      const afterMs = error instanceof BatchError ? (error.failure.retryAfterMs ?? 0) : 0;
      if (!mayPass(error)) throw error;
      await pauseFor(Math.max(pause, afterMs), signals);
    }
  }
}

/** Resolves with the batch as it ended. */
export async function untilEnded(
  model: BatchModel,
  batchId: string,
  signals: BatchSignals,
  told: (status: BatchStatus) => void,
): Promise<BatchStatus> {
  const { firstMs, maxMs } = signals.pauses;
  let pause = firstMs;
  let isCancelled = false;
  for (;;) {
    if (signals.stop.aborted && !isCancelled) {
      isCancelled = true;
      pause = firstMs;
      // one that has just ended cannot be cancelled, and need not be
      await patiently(() => model.cancel(batchId), signals).catch((error: unknown) => {
        if (!(error instanceof BatchError)) throw error;
      });
    }
    const status = await patiently(() => model.statusOf(batchId), signals);
    told(status);
    if (status.state === 'ended') return status;
    await pauseFor(pause, signals);
    pause = Math.min(pause * growth, maxMs);
  }
}

/** Hands each result to `take` once, whatever happens on the way. */
export async function readResults(
  model: BatchModel,
  batchId: string,
  requests: ReadonlyMap<string, () => BatchRequest>,
  signals: BatchSignals,
  take: (itemId: string, result: CallResult) => Promise<void>,
): Promise<void> {
  const left = new Map(requests);
  const read = async () => {
    for await (const { itemId, result } of model.results(batchId, new Map(left))) {
      left.delete(itemId);
      await take(itemId, result);
    }
  };
  await patiently(read, signals);
}
