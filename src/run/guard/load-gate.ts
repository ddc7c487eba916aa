/**
 * What a call under load must pass: limits, the quota left to production, quiet hours. A schedule is not bent by how the target
 * bears it: no adaptive concurrency, no breaker, no pause after a 429, no setting aside.
 */
import type { CallResult } from '../../contract/attempt.ts';
import type { LaneLog, LaneNote } from './lane-log.ts';
import { refusalText, type LaneLimits } from './lane-room.ts';

/** `done` is called, once. */
export interface LoadAdmission {
  done(result: CallResult): void;
}

export interface LoadRefusal {
  /** In a few words. */
  reason: string;
  /** Monotonic clock: not before; `null`: when others are done. */
  untilMs: number | null;
}

export interface LoadGateOptions {
  room: LaneLimits;
  /** Monotonic instant until which nobody sends; `null`: one may. */
  quietUntil(nowMs: number): number | null;
  log: LaneLog;
  /** Calls that may be in flight; the schedule says how many are. */
  maxInFlight: number;
  clock: () => number;
}

export class LoadGate {
  readonly #options: LoadGateOptions;
  constructor(options: LoadGateOptions) {
    this.#options = options;
  }

  /** End of the quiet hours, monotonic clock; `null`: it is none of them. */
  quietUntil(): number | null {
    const { clock, quietUntil } = this.#options;
    const until = quietUntil(clock());
    if (until !== null) this.#note('quiet', 'quiet hours', until);
    return until;
  }

  enter(): LoadAdmission | LoadRefusal {
    const { room, clock } = this.#options;
    const quiet = this.quietUntil();
    if (quiet !== null) return { reason: 'quiet hours', untilMs: quiet };
    const taken = room.take();
    if ('granted' in taken) {
      const reason = refusalText(taken);
      this.#note('waiting', reason, taken.untilMs);
      return { reason, untilMs: taken.untilMs };
    }
    this.#note('sending', '', null);
    return {
      done: (result) => {
        room.told(result, clock());
        room.giveBack(taken, result);
      },
    };
  }

  #note(state: LaneNote['state'], reason: string, untilMs: number | null): void {
    const { room, log, clock, maxInFlight: concurrency } = this.#options;
    log.note({ state, reason, untilMs, concurrency, quota: room.quota }, clock());
  }
}
