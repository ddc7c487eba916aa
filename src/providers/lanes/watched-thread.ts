/** A worker thread whose end is told once, however it came: an error nobody caught, no memory left, `process.exit` in a package. */
import { Worker, type Transferable, type WorkerOptions } from 'node:worker_threads';

/** A thread that was asked to end and has not is ended, whatever it is at. */
const patienceMs = 2000;

export interface WatchedThread<Message> {
  send(message: Message, transfer?: Transferable[]): void;
  /** Asks with `farewell`, then insists. Always resolves, once the thread is gone. */
  end(farewell: Message): Promise<void>;
  /** At once. `onEnd` is told `reason`. */
  kill(reason: string): void;
}

export function watchThread<Message, Reply>(
  module: URL,
  options: WorkerOptions,
  hear: { onMessage(reply: Reply): void; onEnd(reason: string): void },
): WatchedThread<Message> {
  const worker = new Worker(module, options);
  let reason: string | null = null;
  let isWanted = false;
  worker.on('message', (reply: Reply) => hear.onMessage(reply));
  worker.on('error', (error: unknown) => {
    reason ??= error instanceof Error ? error.message : String(error);
  });
  const gone = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      resolve();
      if (!isWanted) hear.onEnd(reason ?? `it ended with exit code ${code}`);
    });
  });
  const stop = () => void worker.terminate();
  return {
    send: (message, transfer = []) => worker.postMessage(message, transfer),
    async end(farewell) {
      isWanted = true;
      worker.postMessage(farewell);
      const timer = setTimeout(stop, patienceMs);
      await gone;
      clearTimeout(timer);
    },
    kill(why) {
      reason = why;
      stop();
    },
  };
}
