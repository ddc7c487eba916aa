import type { RunEvent } from './events.ts';

/** What goes from machine to machine: what happens in runs, and that a run shall stop. */
export type SharedEvent = RunEvent | { type: 'run-stop'; runId: string };

export interface Listener {
  /** Events of one publisher come in the order they were published. */
  onEvent(event: SharedEvent): void;
  /** Events may have been missed here; what is stored tells the rest. */
  onGap?(): void;
}

/** Every listener, on whatever machine, gets every event published after it began to listen, the publisher's own included. */
export interface Events {
  /** Does not wait; `close` sends what is left. */
  publish(event: SharedEvent): void;
  /** Resolves once it listens, with how to stop. */
  listen(listener: Listener): Promise<() => void>;
  close(): Promise<void>;
}
