/** What a signal can end: asked once it finishes what is in flight, asked again it gives that up. */
export interface Stoppable {
  stop(): void;
  kill(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Host = Pick<NodeJS.Process, 'on' | 'off'>;

/** Gives how to leave signals as they were. */
export function onSignals(host: Host, heard: () => void): () => void {
  for (const signal of signals) host.on(signal, heard);
  return () => {
    for (const signal of signals) host.off(signal, heard);
  };
}

/** Ctrl-C and SIGTERM: the first stops, the next ones kill. Who was asked to stop by someone else is killed by the first. Gives how to leave signals as they were. */
export function stopAtSignals(
  host: Host,
  stoppable: Stoppable,
  stopping: Pick<AbortSignal, 'aborted'>,
): () => void {
  return onSignals(host, () => (stopping.aborted ? stoppable.kill() : stoppable.stop()));
}

/** Resolves at the first signal. */
export function untilInterrupted(host: Host): Promise<void> {
  return new Promise((resolve) => {
    const release = onSignals(host, () => {
      release();
      resolve();
    });
  });
}
