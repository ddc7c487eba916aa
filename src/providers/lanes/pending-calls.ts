/** Calls that are with the threads, each of which gets a result: from its lane, from the end of its thread, or when its time is long over. */
import { nowMs } from '../../base/clock.ts';
import type { CallResult } from '../../contract/attempt.ts';
import type { ErrorClass } from '../../contract/outcome.ts';
import { failedCall } from './failed-call.ts';
import type { LaneCall } from './protocol.ts';

const lookEveryMs = 500;
/** The clock thread tells of a time-out by itself; this much later nobody waits for it to. */
const timeoutGraceMs = 5000;
const cancelGraceMs = 2000;

interface Pending {
  call: LaneCall;
  lane: number;
  /** By the watch's own time. */
  dueMs: number;
  isCancelled: boolean;
  settle(result: CallResult): void;
}

export class PendingCalls {
  readonly #calls = new Map<string, Pending>();
  readonly #onOverdue: (lane: number) => void;
  readonly #timer: NodeJS.Timeout;
  /** Time this thread was there to see: neither sleep of the machine nor a stall of its own makes a call late. */
  #watchedMs = 0;
  #lookedMs = nowMs();

  /** `onOverdue`: a lane has let a call's time pass without a word. */
  constructor(onOverdue: (lane: number) => void) {
    this.#onOverdue = onOverdue;
    this.#timer = setInterval(() => this.#look(), lookEveryMs);
    this.#timer.unref();
  }

  add(call: LaneCall, lane: number, settle: (result: CallResult) => void): void {
    const waitMs = Math.max(0, call.notBeforeMs - nowMs());
    const dueMs = this.#watchedMs + waitMs + call.timeoutMs + timeoutGraceMs;
    this.#calls.set(call.callId, { call, lane, dueMs, isCancelled: false, settle });
  }

  /** Its lane was told: it has a moment to say so itself. */
  cancel(callId: string): void {
    const pending = this.#calls.get(callId);
    if (!pending) return;
    pending.isCancelled = true;
    pending.dueMs = Math.min(pending.dueMs, this.#watchedMs + cancelGraceMs);
  }

  /** The first result counts. */
  settle(callId: string, result: CallResult): void {
    const pending = this.#calls.get(callId);
    this.#calls.delete(callId);
    pending?.settle(result);
  }

  /** Of one lane, or of all. */
  failAll(message: string, lane?: number): void {
    for (const { call, lane: its } of this.#calls.values())
      if (lane === undefined || its === lane) this.#fail(call, 'client', message);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #fail(call: LaneCall, errorClass: ErrorClass, message: string): void {
    this.settle(call.callId, failedCall(call, errorClass, message));
  }

  #look(): void {
    const at = nowMs();
    this.#watchedMs += Math.min(2 * lookEveryMs, at - this.#lookedMs);
    this.#lookedMs = at;
    for (const { call, lane, dueMs, isCancelled } of this.#calls.values()) {
      if (dueMs > this.#watchedMs) continue;
      if (isCancelled) this.#fail(call, 'cancelled', 'cancelled');
      else
        this.#fail(
          call,
          'timeout',
          `no complete answer within ${call.timeoutMs} ms, and no response from the thread that reads it`,
        );
      this.#onOverdue(lane);
    }
  }
}
