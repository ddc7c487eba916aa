import type { LoadPhase, LoadSettings } from '../../contract/load.ts';
import type { Target } from '../../contract/suite.ts';
import type { LoadGate } from '../guard/load-gate.ts';
import type { RunOptions } from '../run-plan.ts';
import type { CallSequence } from './call-sequence.ts';
import type { LoadSender } from './load-sender.ts';
import type { ShapedModel } from './shaped-model.ts';
import type { WaitingQueue } from './waiting-room.ts';

/** What a lane works with. */
export interface Lane {
  phase: LoadPhase;
  target: Target;
  settings: LoadSettings;
  sequence: CallSequence;
  sender: LoadSender;
  gate: LoadGate;
  model: ShapedModel;
  options: RunOptions;
  /** Begin, end of warm-up and end of measuring on the monotonic clock. */
  startMs: number;
  measureFromMs: number;
  endMs: number;
  /** Where a call waits for the budget. */
  room: WaitingQueue;
  /** Aborted: nothing more is sent. */
  stop: AbortSignal;
  /** Nothing more may be sent: the budget is spent. */
  exhaust(): void;
  /** Something went wrong that is no result. */
  fail(error: unknown): void;
}

/** `sent`: the schedule is through; `done`: every call has its result. */
export interface LaneCalls {
  sent: Promise<void>;
  done: Promise<void>;
}
