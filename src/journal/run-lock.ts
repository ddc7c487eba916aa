import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunDirectory } from './run-directory.ts';

const lockOf = ({ path }: RunDirectory) => join(path, 'lock');

/** So that one process at a time goes on with a run. `null` when a living one does; else how to let go of it. */
export async function lockRun(
  directory: RunDirectory,
  pid: number,
  isAlive: (pid: number) => boolean,
): Promise<(() => Promise<void>) | null> {
  const path = lockOf(directory);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(String(pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const text = await readFile(path, 'utf8').catch(() => '');
    // an empty lock is one that is just being made
    if (text === '' || isAlive(Number(text))) return null;
    await rm(path, { force: true });
  }
  return null;
}
