/** Ctrl-C and SIGTERM: the first asks to stop, the second stops now. */
export interface Interrupts {
  /** Finish what is in flight. */
  stop: AbortSignal;
  /** Give up what is in flight too. */
  kill: AbortSignal;
  /** Asks as a signal would, e.g. for the page's stop button. */
  ask(): void;
  /** Signals mean what they meant before. */
  release(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Catches signals of `host` until released; `onStop` is told of the first. */
export function catchInterrupts(host: Pick<NodeJS.Process, 'on' | 'off'>, onStop: () => void): Interrupts {
  const stop = new AbortController();
  const kill = new AbortController();
  const ask = () => {
    if (stop.signal.aborted) {
      kill.abort();
      return;
    }
    stop.abort();
    onStop();
  };
  for (const signal of signals) host.on(signal, ask);
  return {
    stop: stop.signal,
    kill: kill.signal,
    ask,
    release() {
      for (const signal of signals) host.off(signal, ask);
    },
  };
}

/** Resolves at the first signal. */
export function untilInterrupted(host: Pick<NodeJS.Process, 'on' | 'off'>): Promise<void> {
  return new Promise((resolve) => {
    const interrupts = catchInterrupts(host, () => {
      interrupts.release();
      resolve();
    });
  });
}
