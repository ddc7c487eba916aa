/** A piece of work on a disk that may be full for a while: done in the end, or given up with what went wrong. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface KeepTryingOptions {
  /** Aborted: the next failure is thrown. */
  giveUp: AbortSignal;
  /** Told what went wrong, and `null` once it is over. */
  trouble: (message: string | null) => void;
  pauseMs?: number;
}

export async function keepTrying<Result>(
  work: () => Promise<Result>,
  { giveUp, trouble, pauseMs = 1000 }: KeepTryingOptions,
): Promise<Result> {
  for (let failures = 0; ; failures++) {
    try {
      const result = await work();
      if (failures > 0) trouble(null);
      return result;
    } catch (error) {
      if (giveUp.aborted) throw error;
      trouble((error as Error).message);
    }
    await sleep(pauseMs, undefined, { signal: giveUp }).catch(() => undefined);
  }
}
