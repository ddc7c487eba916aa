/** How long a run still takes: each target at its own present pace, the run as long as the slowest that can still finish. */
import type { LaneState } from '../../contract/lane.ts';
import type { Run } from '../../contract/run.ts';
import type { Sample } from '../../contract/sample.ts';

/** Samples the pace is taken from: enough for the ups and downs of calls in flight at once, few enough to follow a change. */
const windowLength = 64;

/** When the last samples of one target were settled. */
export class Pace {
  #ends: number[] = [];

  add({ started_at_ms, e2e_ms }: Pick<Sample, 'started_at_ms' | 'e2e_ms'>): void {
    this.#ends.push(started_at_ms + (e2e_ms ?? 0));
    if (this.#ends.length >= 2 * windowLength) this.#ends = this.#ends.slice(-windowLength);
  }

  /** Of so many more samples; `null` when none was settled since `sinceMs` (wall clock, as `nowMs`). */
  secondsFor(samples: number, sinceMs: number, nowMs: number): number | null {
    const ends = this.#ends.slice(-windowLength).filter((end) => end >= sinceMs);
    const isFull = ends.length === windowLength;
    const from = isFull ? Math.min(...ends) : sinceMs;
    const settled = isFull ? ends.length - 1 : ends.length;
    return settled === 0 ? null : (samples * Math.max(0, nowMs - from)) / settled / 1000;
  }
}

/** They make no more calls. */
const over: ReadonlySet<LaneState> = new Set(['set_aside', 'ended']);
/** Whether and when they do is not theirs to say. */
const down: ReadonlySet<LaneState> = new Set(['broken']);

interface Lane {
  /** Id of the target. */
  id: string;
  left: number;
  pace: Pace;
}

/** By target id and of the whole run; `null`: unknown. */
export function secondsLeft(
  run: Run,
  lanes: readonly Lane[],
  nowMs: number,
): { byTarget: Map<string, number | null>; whole: number | null } {
  const sinceMs = run.continued_at_ms?.at(-1) ?? run.started_at_ms;
  const stateOf = (id: string) => run.lanes?.find(({ target_id }) => target_id === id)?.changes.at(-1)?.state;
  const byTarget = new Map<string, number | null>();
  const going: (number | null)[] = [];
  let isOneDown = false;
  for (const { id, left, pace } of lanes) {
    const state = stateOf(id);
    const isOver = left <= 0 || (state !== undefined && over.has(state));
    const isDown = !isOver && state !== undefined && down.has(state);
    const seconds = isOver ? 0 : isDown ? null : pace.secondsFor(left, sinceMs, nowMs);
    byTarget.set(id, seconds);
    isOneDown ||= isDown;
    if (!isOver && !isDown) going.push(seconds);
  }
  const known = going.filter((seconds) => seconds !== null);
  const isKnown = known.length === going.length && (going.length > 0 || !isOneDown);
  return { byTarget, whole: isKnown && known.length > 0 ? Math.max(...known) : null };
}
