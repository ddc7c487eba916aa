/** Says what a lane does when that changes, and not more often than a reader can follow. */
import type { LaneChange, LaneState } from '../../contract/lane.ts';
import type { QuotaStanding } from '../../contract/quota.ts';

export interface LaneNote {
  state: LaneState;
  reason: string;
  /** Monotonic clock. */
  untilMs: number | null;
  concurrency: number;
  quota?: QuotaStanding | null;
}

/** Said at once; the others come and go with every call. */
const urgent: ReadonlySet<LaneState> = new Set(['broken', 'quiet', 'set_aside', 'ended']);
const minGapMs = 1000;
/** A lane that was held so short a time ago is still taken to be held. */
const settlesMs = 2000;

/** A wait as short as this is over before it is read, and followed by the next. */
const soonMs = 3000;

/** Tenths of the limit: told anew when it falls by one. */
const tenthsLeft = ({ quota }: LaneNote) =>
  quota ? Math.floor((10 * quota.least_left) / quota.limit) : null;

const isSame = (a: LaneNote, b: LaneNote) =>
  a.state === b.state && a.concurrency === b.concurrency && tenthsLeft(a) === tenthsLeft(b);

const isHeld = (state: LaneState) => state === 'waiting' || state === 'ahead' || state === 'paused';

export class LaneLog {
  readonly #emit: (change: LaneChange) => void;
  readonly #wallOf: (monoMs: number) => number;
  #last: LaneNote | null = null;
  #lastMs = Number.NEGATIVE_INFINITY;
  #heldMs = Number.NEGATIVE_INFINITY;

  constructor(emit: (change: LaneChange) => void, wallOf: (monoMs: number) => number) {
    this.#emit = emit;
    this.#wallOf = wallOf;
  }

  /** `now`: say it even if something was said a moment ago. */
  note(note: LaneNote, nowMs: number, now = false): void {
    if (isHeld(note.state)) this.#heldMs = nowMs;
    const last = this.#last;
    if (last && isSame(last, note)) return;
    if (last?.state === 'set_aside') return;
    const goesOn = note.state === 'sending' || note.state === 'cut';
    if (!now && goesOn && last && isHeld(last.state) && nowMs - this.#heldMs < settlesMs) return;
    if (!now && !urgent.has(note.state) && nowMs - this.#lastMs < minGapMs) return;
    this.#last = note;
    this.#lastMs = nowMs;
    const isSoon = note.untilMs === null || note.untilMs - nowMs < soonMs;
    this.#emit({
      at_ms: Math.round(this.#wallOf(nowMs)),
      state: note.state,
      reason: note.reason,
      until_ms: isSoon ? null : Math.round(this.#wallOf(note.untilMs as number)),
      concurrency: note.concurrency,
      ...(note.quota && { quota: note.quota }),
    });
  }
}
