import { platform } from 'node:os';
import type { Sandbox } from '../../src/contract/program.ts';

const limits = { wallSeconds: 5, memoryMb: 128, outputKb: 8, filesMb: 1, processes: 32 };

/** Whether a program is installed and can be run in a sandbox. */
export const canIsolate = async (sandbox: Sandbox, name: string): Promise<boolean> =>
  platform() === 'linux' &&
  sandbox.run({ command: [name, '--version'], files: {}, readable: [], limits }, '').then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  );

/** For the title of tests that are skipped without it. */
export const unlessIsolated = (has: boolean, what: string): string =>
  has ? '' : ` (skipped: no isolated ${what} here)`;
