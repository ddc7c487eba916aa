/**
 * How one process asks another to stop a run: by a file in the run's folder, which the run looks for and takes away. Unlike a signal it cannot
 * reach a process that has the number of one that is gone.
 */
import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunDirectory } from './run-directory.ts';

/** `stop`: let what is in flight finish; `kill`: give that up too. */
export type StopRequest = 'stop' | 'kill';

/** Well under the second within which a run is to fall silent. */
const lookMs = 200;

const pathOf = ({ path }: RunDirectory) => join(path, 'stop');

/** Resolves when the run has heard: `true`; or not within `patienceMs`: `false`, and the request is taken back. */
export async function askToStop(
  directory: RunDirectory,
  request: StopRequest,
  patienceMs: number,
): Promise<boolean> {
  const path = pathOf(directory);
  await writeFile(path, request, { mode: 0o600 });
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookMs / 4) {
    await sleep(lookMs / 4);
    const heard = await access(path).then(
      () => false,
      () => true,
    );
    if (heard) return true;
  }
  await rm(path, { force: true });
  return false;
}

/** Tells of requests until it is ended. One made before is forgotten: it was meant for an earlier process. */
export async function watchStopRequests(
  directory: RunDirectory,
  asked: (request: StopRequest) => void,
): Promise<{ end(): void }> {
  const path = pathOf(directory);
  await rm(path, { force: true });
  let looking = Promise.resolve();
  const look = async () => {
    const text = await readFile(path, 'utf8').catch(() => null);
    // an empty file is one that is just being written
    if (text === null || text === '') return;
    await rm(path, { force: true });
    asked(text === 'kill' ? 'kill' : 'stop');
  };
  const timer = setInterval(() => {
    looking = looking.then(look).catch(() => undefined);
  }, lookMs);
  timer.unref();
  return { end: () => clearInterval(timer) };
}
