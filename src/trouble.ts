import type { EmitRunEvent } from './contract/events.ts';

/** Tells what keeps a run from being kept, journal before store, as it comes and goes. */
export function troubleOf(runId: string, emit: EmitRunEvent) {
  const now: { journal: string | null; store: string | null } = { journal: null, store: null };
  const tell = () => emit({ type: 'run-trouble', run_id: runId, message: now.journal ?? now.store });
  return {
    /** `null`: it can be written again. */
    journal(message: string | null): void {
      now.journal =
        message && `Paused: the journal cannot be written (${message}). Nothing is sent until it can be.`;
      tell();
    },
    store(message: string | null): void {
      now.store =
        message &&
        `The database cannot be written (${message}). Nothing is lost: the journal has it, and the database gets it once it is back.`;
      tell();
    },
  };
}
