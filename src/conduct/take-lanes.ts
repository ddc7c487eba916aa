import type { LaneLease, Queue } from '../contract/queue.ts';

export interface LaneTaker {
  queue: Pick<Queue, 'take'>;
  /** Lanes held at once. */
  atOnce: number;
  /** Aborted: takes no more. */
  stop: AbortSignal;
  /** The queue does not answer; resolves when it is to be asked again. Default: its error is thrown. */
  unanswered?(error: Error): Promise<void>;
}

/** Takes lanes and has them worked on. Resolves when it was stopped and none is worked on any more; throws the first error of `work`. */
export async function takeLanes(
  { queue, atOnce, stop, unanswered }: LaneTaker,
  work: (lease: LaneLease) => Promise<void>,
): Promise<void> {
  async function oneAfterTheOther(): Promise<void> {
    while (!stop.aborted) {
      let lease: LaneLease | null;
      try {
        lease = await queue.take(stop);
      } catch (error) {
        if (!unanswered) throw error;
        await unanswered(error as Error);
        continue;
      }
      if (!lease) return;
      await work(lease);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, oneAfterTheOther));
}
