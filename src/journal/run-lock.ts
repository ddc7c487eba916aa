import { open, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RunDirectory } from './run-directory.ts';

const lockOf = ({ path }: RunDirectory) => join(path, 'lock');

/** Had by this process: its own number in a lock says nothing, as it may be left over from an earlier process that had the same. */
const held = new Set<string>();

/** So that a run is resumed once at a time. `null` when it is being resumed, by this process or another; else how to let go of it. */
export async function lockRun(
  directory: RunDirectory,
  pid: number,
  isAlive: (pid: number) => boolean,
): Promise<(() => Promise<void>) | null> {
  const path = resolve(lockOf(directory));
  if (held.has(path)) return null;
  held.add(path);
  const leave = () => void held.delete(path);
  try {
    const remove = await makeLock(path, pid, isAlive);
    if (!remove) leave();
    return remove && (() => remove().finally(leave));
  } catch (error) {
    leave();
    throw error;
  }
}

async function makeLock(
  path: string,
  pid: number,
  isAlive: (pid: number) => boolean,
): Promise<(() => Promise<void>) | null> {
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
