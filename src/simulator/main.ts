/** The simulator's process: takes its options from the parent's first message, ends with the parent. */
import process from 'node:process';
import { AssayError } from '../contract/errors.ts';
import type { Problem } from '../contract/errors.ts';
import { serveSimulator } from './serve.ts';
import type { SimulatorHandle, SimulatorOptions } from './simulator-options.ts';

export type MainReply =
  | { type: 'listening'; handle: Omit<SimulatorHandle, 'close'> }
  | {
      type: 'failed';
      code: AssayError['code'] | null;
      message: string;
      problems: Problem[];
      remedy: string | null;
    };

function failureOf(error: unknown): MainReply {
  const known = error instanceof AssayError ? error : null;
  return {
    type: 'failed',
    code: known?.code ?? null,
    message: (error as Error).message,
    problems: known?.problems ?? [],
    remedy: known?.remedy ?? null,
  };
}

async function serve(options: SimulatorOptions): Promise<void> {
  try {
    const { close, ...handle } = await serveSimulator(options);
    // A closed channel is the parent's end, or its wish that we end.
    process.once('disconnect', () => void close().finally(() => process.exit(0)));
    process.send?.({ type: 'listening', handle } satisfies MainReply);
  } catch (error) {
    process.send?.(failureOf(error), () => process.disconnect());
  }
}

process.once('message', (options: SimulatorOptions) => void serve(options));
// Ctrl-C in the terminal reaches the whole group; the parent decides when to end.
process.on('SIGINT', () => {});
