/** Calls that are handed to a provider together and answered within a day, for less money: OpenAI's and Anthropic's batches. */
import type { AttemptFailure, CallResult } from './attempt.ts';
import type { ModelRequest } from './model.ts';

export type BatchRequest = Pick<ModelRequest, 'target' | 'messages' | 'tools'>;

/** One call of a batch: the name its answer comes back under, and its body as JSON text. */
export interface BatchItem {
  /** Letters, digits, `_` and `-`; at most 64. */
  id: string;
  body: string;
}

/** What a provider publishes as the most that one batch may hold. */
export interface BatchLimits {
  requests: number;
  bytes: number;
}

export interface BatchStatus {
  batchId: string;
  /** `ended`: whatever has a result has it. */
  state: 'going' | 'cancelling' | 'ended';
  /** Requests, and those of them that have come to an end. */
  total: number;
  done: number;
  /** Wall clock, ms since the epoch; `null`: not told. */
  createdAtMs: number | null;
  expiresAtMs: number | null;
  /** Why requests have no result of their own, e.g. as the provider would not begin with the batch; `null`: none is known. */
  failure: AttemptFailure | null;
}

/** Batches of one target. Every method but `bodyOf` rejects with a `BatchError` when the provider, or the way to it, fails. */
export interface BatchModel {
  readonly limits: BatchLimits;
  /** What the provider is sent for the call; rejects when it cannot be said at all. */
  bodyOf(request: BatchRequest): Promise<string>;
  /** `key` is how the batch is found again when nobody noted its id. */
  submit(key: string, items: readonly BatchItem[]): Promise<BatchStatus>;
  /** The batch with that key, among those made since an instant (wall clock, ms); `total`: how many requests it has. */
  find(key: string, since: { atMs: number; total: number }): Promise<BatchStatus | null>;
  statusOf(batchId: string): Promise<BatchStatus>;
  cancel(batchId: string): Promise<void>;
  /** Of a batch that has ended: a result for each of the requests (by the ids of their items), once, in any order. */
  results(
    batchId: string,
    requests: ReadonlyMap<string, () => BatchRequest>,
  ): AsyncIterable<{ itemId: string; result: CallResult }>;
  /** Of an item that never came into a batch. */
  refused(failure: AttemptFailure): CallResult;
}

/** The provider refused, or could not be reached. */
export class BatchError extends Error {
  readonly failure: AttemptFailure;
  constructor(failure: AttemptFailure) {
    super(failure.message);
    this.name = 'BatchError';
    this.failure = failure;
  }
}

/** A line of the journal. `intended` is written before the provider is asked, `submitted` once its id is known, `closed` when all its answers are in the journal. */
export interface BatchRecord {
  key: string;
  targetId: string;
  /** Wall clock, ms since the epoch. */
  atMs: number;
  state: 'intended' | 'submitted' | 'closed';
  /** From `submitted` on. */
  batchId?: string;
  /** With `intended`: the n-th is item `KEY-n`. */
  calls?: { caseId: string; repeat: number; attempt: number }[];
}
