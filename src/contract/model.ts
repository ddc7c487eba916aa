import type { CallResult } from './attempt.ts';
import type { Message, Target, Tool } from './suite.ts';

export interface ModelRequest {
  target: Target;
  messages: Message[];
  tools: Tool[];
  timeoutMs: number;
  /** When the plan wanted the call to go, ms on the monotonic clock. */
  scheduledMs: number;
  /** Handed over early: it is to leave at this instant of the same clock. Default: at once. */
  notBeforeMs?: number;
  /** Which repetition of its case it is; absent: no answer that was given before will do. */
  repeat?: number;
  /** The result is to hold the `turn` that goes back in a next call. */
  keepTurn?: boolean;
  signal: AbortSignal;
}

/** Anything that can be asked. A failed call resolves with its failure; only a bug rejects. */
export interface Model {
  call(request: ModelRequest): Promise<CallResult>;
}
