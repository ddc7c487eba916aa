const paused = (what: string, message: string | null) =>
  message && `Paused: ${what} cannot be written (${message}). Nothing is sent until writing works again.`;
const waits = (what: string, message: string | null) =>
  message &&
  `${what} cannot be written (${message}). The run waits until writing works again; Ctrl-C ends it, and the journal has everything.`;

export type Trouble = ReturnType<typeof createTrouble>;

/** Tells what keeps a run from being kept as it comes and goes: what it waits for before what it need not wait for. `null`: nothing any more. */
export function createTrouble(tell: (message: string | null) => void) {
  const now = new Map<'journal' | 'ledger' | 'plan' | 'scores' | 'sink' | 'store', string>();
  let told: string | null = null;
  const order = ['journal', 'ledger', 'scores', 'plan', 'store', 'sink'] as const;
  const set = (what: (typeof order)[number], message: string | null) => {
    if (message === null) now.delete(what);
    else now.set(what, message);
    const first = order.map((name) => now.get(name)).find((text) => text !== undefined) ?? null;
    if (first === told) return;
    told = first;
    tell(first);
  };
  return {
    /** `null`: it can be written again. */
    journal: (message: string | null) => set('journal', paused('the journal', message)),
    ledger: (message: string | null) => set('ledger', paused('the ledger', message)),
    scores: (message: string | null) => set('scores', waits('Judges’ replies', message)),
    plan: (message: string | null) => set('plan', waits('The end of the run', message)),
    /** A sink missed something, and why. */
    sink: (name: string, message: string) =>
      set('sink', `Incomplete: ${name} missed some events (${message}). The journal has all of them.`),
    store: (message: string | null) =>
      set(
        'store',
        message &&
          `The database cannot be written (${message}). Nothing is lost: the journal has everything, and the database is updated once it is back.`,
      ),
  };
}
