/** What is past its time is removed at the start of a server, and once a day; never beside a run, whose times it would disturb. */
import { nowMs } from '../base/clock.ts';

export interface DailyOptions {
  apply: () => Promise<void>;
  /** Something goes on that must not be disturbed: it is tried again later. */
  isBusy: () => boolean;
  onError: (error: unknown) => void;
}

const dayMs = 86_400_000;

/** Returns how to stop; resolves once nothing is under way. */
export function applyDaily(
  { apply, isBusy, onError }: DailyOptions,
  { everyMs = dayMs, lookMs = 600_000 }: { everyMs?: number; lookMs?: number } = {},
): () => Promise<void> {
  let lastMs = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | null = null;
  const look = () => {
    if (underWay || isBusy() || nowMs() - lastMs < everyMs) return;
    lastMs = nowMs();
    underWay = apply()
      .catch(onError)
      .finally(() => (underWay = null));
  };
  const timer = setInterval(look, lookMs).unref();
  look();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
