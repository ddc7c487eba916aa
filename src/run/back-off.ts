import type { AttemptFailure } from '../contract/attempt.ts';
import { retryableClasses } from '../contract/outcome.ts';
import type { Random } from '../base/random.ts';

const baseMs = 500;
const ceilingMs = 60_000;

/**
 * How long to wait before the next attempt, or `null` when there shall be none. What the provider asks for wins, up to two
 * minutes; else exponential with full jitter (half the ceiling at least), so that targets do not come back in step.
 */
export function retryWaitMs(
  failure: AttemptFailure | null,
  attempt: number,
  retries: number,
  random: Random,
): number | null {
  if (failure === null || attempt >= retries || !retryableClasses.has(failure.class)) return null;
  if (failure.retryAfterMs !== null) return failure.retryAfterMs <= 120_000 ? failure.retryAfterMs : null;
  const ceiling = Math.min(ceilingMs, baseMs * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random();
}
