/** Calls and their tokens, taken ahead from a rate that several workers share. */
import type { LimitStore } from '../contract/limit-store.ts';
import type { ScopeLimits } from '../run/guard/limiter.ts';

/** What is taken ahead is used within this time, or counts as used: a limit may be missed, never passed. */
export const stockMs = 1000;
/** Calls taken at once: what two requests a second of one worker need. */
const maxAhead = 8;
const aheadShare = 1 / 120;

export class CallStock {
  readonly #scope: string;
  readonly #limits: ScopeLimits;
  readonly #store: LimitStore;
  readonly #clock: () => number;
  readonly #isRated: boolean;
  #calls = 0;
  #tokens = 0;
  #takenMs = 0;
  /** Tokens that calls took beyond what was taken for them. */
  #correction = 0;

  constructor(scope: string, limits: ScopeLimits, store: LimitStore, clock: () => number) {
    this.#scope = scope;
    this.#limits = limits;
    this.#store = store;
    this.#clock = clock;
    this.#isRated = limits.requestsPerMinute !== undefined || limits.tokensPerMinute !== undefined;
  }

  hasRoom(tokens: number): boolean {
    if (!this.#isRated) return true;
    return this.#calls > 0 && this.#tokens >= tokens && this.#clock() - this.#takenMs <= stockMs;
  }

  take(tokens: number): void {
    this.#calls--;
    this.#tokens -= tokens;
  }

  putBack(tokens: number): void {
    this.#calls++;
    this.#tokens += tokens;
  }

  /** A call took so many tokens more than were taken for it; below 0: fewer. */
  correct(tokens: number): void {
    this.#correction += tokens;
  }

  /** Gives how long to wait before asking again, ms; 0: there is room. */
  async refill(tokensPerCall: number): Promise<number> {
    if (!this.#isRated) return 0;
    const { requestsPerMinute = null, tokensPerMinute = null } = this.#limits;
    const calls = Math.max(1, Math.min(maxAhead, Math.floor((requestsPerMinute ?? 960) * aheadShare)));
    // tokens of the stock that were not used go back
    const correction = this.#correction - Math.max(0, this.#tokens);
    this.#correction = 0;
    this.#tokens = 0;
    const wanted = {
      scope: this.#scope,
      calls,
      tokensPerCall,
      requestsPerMinute,
      tokensPerMinute,
      correction,
    };
    const granted = await this.#store.takeCalls(wanted).catch((error: unknown) => {
      // what was used beyond stays to be told; room given back may have been taken note of
      this.#correction += Math.max(0, correction);
      throw error;
    });
    this.#calls = granted.calls;
    this.#tokens = granted.calls * tokensPerCall;
    this.#takenMs = this.#clock();
    return granted.calls > 0 ? 0 : granted.waitMs;
  }
}
