import type { EmitRunEvent } from '../contract/events.ts';

const paused = (what: string, message: string | null) =>
  message && `Paused: ${what} cannot be written (${message}). Nothing is sent until it can be.`;
const waits = (what: string, message: string | null) =>
  message &&
  `${what} cannot be written (${message}). The run waits for it; Ctrl-C ends it, and the journal has everything.`;

/** Tells what keeps a run from being kept as it comes and goes: what it waits for before what it need not wait for. */
export function troubleOf(runId: string, emit: EmitRunEvent) {
  const now = new Map<'journal' | 'ledger' | 'plan' | 'scores' | 'store', string>();
  let told: string | null = null;
  const order = ['journal', 'ledger', 'scores', 'plan', 'store'] as const;
  const set = (what: (typeof order)[number], message: string | null) => {
    if (message === null) now.delete(what);
    else now.set(what, message);
    const first = order.map((name) => now.get(name)).find((text) => text !== undefined) ?? null;
    if (first === told) return;
    told = first;
    emit({ type: 'run-trouble', run_id: runId, message: first });
  };
  return {
    /** `null`: it can be written again. */
    journal: (message: string | null) => set('journal', paused('the journal', message)),
    ledger: (message: string | null) => set('ledger', paused('the ledger of what is spent', message)),
    scores: (message: string | null) => set('scores', waits('What judges said', message)),
    plan: (message: string | null) => set('plan', waits('The end of the run', message)),
    store: (message: string | null) =>
      set(
        'store',
        message &&
          `The database cannot be written (${message}). Nothing is lost: the journal has it, and the database gets it once it is back.`,
      ),
  };
}
