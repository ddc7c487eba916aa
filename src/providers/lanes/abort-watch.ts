/** Tells of calls that are given up, with one listener per signal: all calls of a run share one, and adding a listener for each costs more than to count them. */
export class AbortWatch {
  readonly #calls = new WeakMap<AbortSignal, Set<string>>();
  readonly #abort: (callId: string) => void;

  constructor(abort: (callId: string) => void) {
    this.#abort = abort;
  }

  /** At once when the signal is aborted already. */
  add(signal: AbortSignal, callId: string): void {
    if (signal.aborted) this.#abort(callId);
    else this.#callsOf(signal).add(callId);
  }

  delete(signal: AbortSignal, callId: string): void {
    this.#calls.get(signal)?.delete(callId);
  }

  #callsOf(signal: AbortSignal): Set<string> {
    const known = this.#calls.get(signal);
    if (known) return known;
    const calls = new Set<string>();
    this.#calls.set(signal, calls);
    const abortAll = () => {
      for (const callId of calls) this.#abort(callId);
    };
    signal.addEventListener('abort', abortAll, { once: true });
    return calls;
  }
}
