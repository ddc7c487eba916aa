/** Sends the calls of one phase and records each: sent or dropped, no call of the schedule goes without a record. */
import { nowMs, wallClockMs } from '../../base/clock.ts';
import type { Attempt, CallResult } from '../../contract/attempt.ts';
import type { Model } from '../../contract/model.ts';
import { noAnswer, notSent } from '../../contract/no-answer.ts';
import type { Plan, PlannedCall } from '../../contract/plan.ts';
import type { Message, Target } from '../../contract/suite.ts';
import type { AttemptStream } from '../attempt-stream.ts';
import type { Journal } from '../../journal/journal.ts';

export interface SenderOptions {
  plan: Plan;
  target: Target;
  model: Model;
  journal: Journal;
  out: AttemptStream;
  /** Aborted: what is in flight is given up. */
  kill: AbortSignal;
}

const dropped = (scheduledMs: number, why: string): CallResult => {
  const failure = { class: 'client', message: why, httpStatus: null, retryAfterMs: null } as const;
  return noAnswer('dropped', failure, { scheduled: scheduledMs, dispatched: nowMs(), ...notSent });
};

export class LoadSender {
  inFlight = 0;
  /** Until the last record is on disk. */
  #unsettled = new Set<Promise<void>>();
  readonly #anchor = { wall: wallClockMs(), mono: nowMs() };
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Wall clock of an instant of the monotonic clock. */
  wallOf(monoMs: number): number {
    return this.#anchor.wall + (monoMs - this.#anchor.mono);
  }

  /** Resolves with the result as soon as it is there; its record is kept meanwhile. */
  async send(call: PlannedCall, scheduledMs: number, messages: Message[]): Promise<CallResult> {
    const { plan, target, model, kill } = this.#options;
    this.inFlight++;
    const result = await model
      .call({
        target,
        messages,
        tools: plan.suite.cases[call.caseIndex]?.tools ?? [],
        timeoutMs: target.limits.timeoutMs,
        scheduledMs,
        notBeforeMs: scheduledMs,
        signal: kill,
      })
      .finally(() => this.inFlight--);
    const started = result.timestamps.sent ?? result.timestamps.dispatched;
    this.#keep(call, result, this.wallOf(started));
    return result;
  }

  drop(call: PlannedCall, scheduledMs: number, why: string): void {
    this.#keep(call, dropped(scheduledMs, why), this.wallOf(scheduledMs));
  }

  /** Resolves when every record so far is on disk and handed on. */
  async settled(): Promise<void> {
    while (this.#unsettled.size > 0) await Promise.all(this.#unsettled);
  }

  #keep(call: PlannedCall, result: CallResult, startedAtMs: number): void {
    const { plan, target, journal, out } = this.#options;
    const attempt: Attempt = {
      ...result,
      runId: plan.runId,
      targetId: target.id,
      caseId: plan.suite.cases[call.caseIndex]?.id ?? '',
      repeat: call.repeat,
      // a call under load is never tried again: each attempt is a sample
      attempt: 0,
      isFinal: true,
      isWarmup: call.isWarmup,
      startedAtMs,
    };
    const kept = journal
      .append(attempt)
      .then(() => out.push({ attempt, call, waitMs: null }))
      .catch((error: unknown) => out.fail(error))
      .finally(() => this.#unsettled.delete(kept));
    this.#unsettled.add(kept);
  }
}
