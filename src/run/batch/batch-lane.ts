/** One target's batches: those an earlier go has left, then new ones for what is still missing. */
import { wellFormed } from '../../base/well-formed.ts';
import { wallClockMs } from '../../base/clock.ts';
import { stableId } from '../../base/id.ts';
import type { AttemptFailure, CallResult } from '../../contract/attempt.ts';
import { BatchError, type BatchModel, type BatchRecord, type BatchStatus } from '../../contract/batch.ts';
import type { LaneState } from '../../contract/lane.ts';
import type { Plan, PlannedCall } from '../../contract/plan.ts';
import type { AttemptStream } from '../attempt-stream.ts';
import { BatchProgress } from './batch-progress.ts';
import { ItemCollector, itemsOf, type Prepared } from './collect-items.ts';
import {
  GivenUp,
  mayPass,
  patiently,
  pauseFor,
  readResults,
  unlessKilled,
  untilEnded,
} from './follow-batch.ts';
import type { Pauses } from './follow-batch.ts';
import type { OpenBatch } from './open-batches.ts';
import type { BatchRunOptions } from './batch-run-options.ts';

interface LaneOptions extends BatchRunOptions {
  pauses: Pauses;
  out: AttemptStream;
  untilRoom(): Promise<void>;
}

/** The provider's clock may differ from ours. */
const clocksMs = 600_000;
/** Appended to the journal at once, so that they share a sync. */
const maxUnsynced = 256;

const placeOf = (caseId: string, repeat: number) => `${repeat} ${caseId}`;

export class BatchLane {
  readonly #plan: Plan;
  readonly #lane: Plan['lanes'][number];
  readonly #options: LaneOptions;
  readonly #model: BatchModel;
  readonly #progress = new BatchProgress();
  #made = 0;
  #isSetAside = false;

  constructor(plan: Plan, lane: Plan['lanes'][number], options: LaneOptions) {
    this.#plan = plan;
    this.#lane = lane;
    this.#options = options;
    this.#model = options.modelOf(lane.target);
  }

  async carryOut(): Promise<void> {
    const following: Promise<void>[] = [];
    await this.#apply(this.#begin((work) => void following.push(this.#apply(work))));
    await Promise.all(following);
    if (!this.#isSetAside) this.#tell('ended', '', null);
  }

  /** Other batches of the target go on. */
  async #apply(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (error instanceof GivenUp) return;
      if (!(error instanceof BatchError)) return this.#options.out.fail(error);
      // what is with the provider stays there: the next go finds it in the journal
      this.#isSetAside = true;
      this.#tell('set_aside', error.message, null);
    }
  }

  async #begin(follow: (work: Promise<void>) => void): Promise<void> {
    const waiting = new Map(
      this.#lane.calls
        .filter((call) => !call.isWarmup)
        .map((call) => [placeOf(this.#caseIdOf(call), call.repeat), call]),
    );
    for (const open of this.#options.open) {
      if (open.targetId !== this.#lane.target.id) continue;
      const batchId = open.batchId ?? (await this.#found(open));
      if (batchId !== null) follow(this.#follow({ ...open, batchId }, this.#takeFrom(waiting, open)));
    }
    const collector = new ItemCollector([...waiting.values()], {
      limits: this.#model.limits,
      stop: this.#options.stop,
      askAgainMs: this.#options.pauses.firstMs / 8,
      mayStart: (call) => this.#options.mayStart?.(call, this.#lane.target) ?? 'go',
      bodyOf: (call) => this.#bodyOf(call),
    });
    for (let items = await collector.next(); items.length > 0; items = await collector.next()) {
      const goOn = await this.#submit(items);
      follow(goOn());
    }
  }

  /** The calls of an earlier batch that are still missing, by their items; they are taken out of `waiting`. */
  #takeFrom(waiting: Map<string, PlannedCall>, { key, calls }: OpenBatch): Map<string, PlannedCall> {
    const taken = new Map<string, PlannedCall>();
    calls.forEach(({ caseId, repeat, attempt }, i) => {
      const place = placeOf(caseId, repeat);
      const call = waiting.get(place);
      // an attempt of that number is settled: the call is to be made anew
      if (!call || (call.earlier ?? 0) > attempt) return;
      waiting.delete(place);
      taken.set(`${key}-${i}`, call);
    });
    return taken;
  }

  /** A batch that was about to be submitted when the process ended: perhaps it was. */
  async #found({ key, targetId, atMs, calls }: OpenBatch): Promise<string | null> {
    const since = { atMs: atMs - clocksMs, total: calls.length };
    const status = await patiently(() => this.#model.find(key, since), this.#options);
    const state = status
      ? { state: 'submitted' as const, batchId: status.batchId }
      : { state: 'closed' as const };
    await this.#options.journal.appendBatch({ key, targetId, atMs, ...state });
    return status?.batchId ?? null;
  }

  /** Resolves once the batch is with the provider and its id in the journal, with what is then to be done. */
  async #submit(prepared: Prepared[]): Promise<() => Promise<void>> {
    const { journal } = this.#options;
    const { target } = this.#lane;
    const atMs = wallClockMs();
    const key = stableId(this.#plan.runId, target.id, atMs, this.#made++).replaceAll('-', '');
    const record: Omit<BatchRecord, 'state'> = { key, targetId: target.id, atMs };
    const calls = prepared.map(({ call }) => ({
      caseId: this.#caseIdOf(call),
      repeat: call.repeat,
      attempt: call.earlier ?? 0,
    }));
    await journal.appendBatch({ ...record, state: 'intended', calls });
    const status = await this.#sent(key, atMs, prepared);
    if ('class' in status) return () => this.#refuseAll(record, prepared, status);
    const { batchId } = status;
    await journal.appendBatch({ ...record, state: 'submitted', batchId });
    const byItem = new Map(prepared.map(({ call }, i) => [`${key}-${i}`, call]));
    return () => this.#follow({ ...record, batchId }, byItem);
  }

  /** Tries until the provider has it or refuses it for good; whether a call that failed on the way arrived is looked up first. */
  async #sent(key: string, atMs: number, prepared: Prepared[]): Promise<BatchStatus | AttemptFailure> {
    const items = itemsOf(key, prepared);
    const since = { atMs: atMs - clocksMs, total: items.length };
    for (
      let pause = this.#options.pauses.firstMs;
      ;
      pause = Math.min(2 * pause, this.#options.pauses.maxMs)
    ) {
      try {
        return await unlessKilled(this.#model.submit(key, items), this.#options);
      } catch (error) {
        if (!(error instanceof BatchError)) throw error;
        const { failure } = error;
        if (!mayPass(error)) return failure;
        const wasTurnedAway = failure.class === 'rate_limit' || failure.class === 'overloaded';
        const found = wasTurnedAway
          ? null
          : await patiently(() => this.#model.find(key, since), this.#options);
        if (found) return found;
        if (this.#options.stop.aborted) return { ...failure, class: 'cancelled' };
        await pauseFor(Math.max(pause, failure.retryAfterMs ?? 0), this.#options);
      }
    }
  }

  async #refuseAll(
    record: Omit<BatchRecord, 'state'>,
    prepared: readonly Prepared[],
    failure: AttemptFailure,
  ): Promise<void> {
    const now = wallClockMs();
    await Promise.all(prepared.map(({ call }) => this.#settle(call, this.#model.refused(failure), now)));
    await this.#options.journal.appendBatch({ ...record, state: 'closed' });
  }

  async #follow(
    { key, targetId, atMs, batchId }: Required<Omit<BatchRecord, 'state' | 'calls'>>,
    calls: Map<string, PlannedCall>,
  ): Promise<void> {
    const ended = await this.#ended(batchId);
    const startedAtMs = ('class' in ended ? null : ended.createdAtMs) ?? atMs;
    let unsynced: Promise<void>[] = [];
    const settle = async (itemId: string, result: CallResult) => {
      const call = calls.get(itemId);
      if (!call) return;
      unsynced.push(this.#settle(call, result, startedAtMs));
      if (unsynced.length < maxUnsynced) return;
      await Promise.all(unsynced);
      unsynced = [];
      await this.#options.untilRoom();
    };
    if ('class' in ended) for (const id of calls.keys()) await settle(id, this.#model.refused(ended));
    else {
      const requests = new Map([...calls].map(([id, call]) => [id, () => this.#requestOf(call)]));
      await readResults(this.#model, batchId, requests, this.#options, settle);
    }
    await Promise.all(unsynced);
    await this.#options.journal.appendBatch({ key, targetId, atMs, state: 'closed' });
  }

  /** Or why it is gone: providers keep batches for a month. */
  async #ended(batchId: string): Promise<BatchStatus | AttemptFailure> {
    const told = (status: BatchStatus) => {
      const line = this.#progress.add(status, wallClockMs());
      if (line !== null) this.#tell('batch', line, status.expiresAtMs);
    };
    try {
      return await untilEnded(this.#model, batchId, this.#options, told);
    } catch (error) {
      if (error instanceof BatchError && error.failure.class === 'not_found') return error.failure;
      throw error;
    }
  }

  #requestOf(call: PlannedCall) {
    const tools = this.#plan.suite.cases[call.caseIndex]?.tools ?? [];
    return { target: this.#lane.target, messages: this.#options.messagesOf(call), tools };
  }

  async #bodyOf(call: PlannedCall): Promise<string | null> {
    try {
      return await this.#model.bodyOf(this.#requestOf(call));
    } catch (error) {
      const { message } = error as Error;
      const failure: AttemptFailure = { class: 'client', message, httpStatus: null, retryAfterMs: null };
      await this.#settle(call, this.#model.refused(failure), wallClockMs());
      return null;
    }
  }

  async #settle(call: PlannedCall, result: CallResult, startedAtMs: number): Promise<void> {
    const attempt = {
      ...wellFormed(result),
      runId: this.#plan.runId,
      targetId: this.#lane.target.id,
      caseId: this.#caseIdOf(call),
      repeat: call.repeat,
      attempt: call.earlier ?? 0,
      // it has no answer and was no failure: the next go at the run makes the call
      isFinal: result.outcome !== 'cancelled',
      isWarmup: false,
      startedAtMs,
    };
    await this.#options.journal.append(attempt);
    this.#options.out.push({ attempt, call, waitMs: null });
  }

  #caseIdOf({ caseIndex }: PlannedCall): string {
    const testCase = this.#plan.suite.cases[caseIndex];
    if (!testCase) throw new Error(`the plan names case ${caseIndex}, which the suite does not have`);
    return testCase.id;
  }

  #tell(state: LaneState, reason: string, until_ms: number | null): void {
    const concurrency = this.#progress.total;
    const at_ms = wallClockMs();
    this.#options.changed?.(this.#lane.target.id, { at_ms, state, reason, until_ms, concurrency });
  }
}
