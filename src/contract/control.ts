import type { Events } from './event-bus.ts';
import type { LimitStore } from './limit-store.ts';
import type { Ledger } from './ledger.ts';
import type { LaneLease, Queue } from './queue.ts';
import type { RunRegistry } from './run-registry.ts';

/** All that machines share; within one process where there is but one. */
export interface Control {
  queue: Queue;
  events: Events;
  registry: RunRegistry;
  /** Where the spending of a lane is counted. */
  openLedger(hold: LaneLease): Promise<Ledger>;
  /** Room under limits on providers and keys. */
  limits: LimitStore;
  close(): Promise<void>;
}
