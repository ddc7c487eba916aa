/** The simulator as a process of its own, seen from the one that needs it. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AssayError } from '../contract/errors.ts';
import type { MainReply } from './main.ts';
import type { SimulatorHandle, SimulatorOptions } from './simulator-options.ts';

/** Sources run as they are; a build has JavaScript beside this file. */
const entry = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js', import.meta.url),
);

function firstReply(child: ChildProcess): Promise<MainReply> {
  return new Promise((resolve, reject) => {
    child.once('message', (reply) => resolve(reply as MainReply));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The simulator's process ended with code ${code}.`)));
  });
}

function closing(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    if (child.connected) child.disconnect();
  });
}

/**
 * Starts the simulator in a child process, which ends with this one. Rejects with an `AssayError` when the port is
 * taken or the replay file is not right.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<SimulatorHandle> {
  const child = fork(entry, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const reply = firstReply(child);
  child.send(options);
  const answer = await reply;
  if (answer.type === 'failed') {
    await closing(child);
    throw new AssayError(answer.code ?? 'usage', answer.message, {
      problems: answer.problems,
      ...(answer.remedy !== null && { remedy: answer.remedy }),
    });
  }
  return { ...answer.handle, close: () => closing(child) };
}
