import type { EmitRunEvent } from '../../contract/events.ts';

/** What shows a run while it goes on. */
export interface RunView {
  readonly emit: EmitRunEvent;
  /** The user asked to stop: what is in flight is being finished. */
  stopping(): void;
  /** Takes the picture away; resolves when the terminal is as it was. */
  close(): Promise<void>;
}
