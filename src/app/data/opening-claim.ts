/** Who may try to open the embedded database: one process at a time, since the engine prints a line of its own when it is asked in vain. */
import { open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, ownPid } from '../../base/own-process.ts';

/** Opening takes less; a claim that is older was left behind. */
const oldestMs = 20_000;

async function isLeftBehind(path: string, wallClockMs: number): Promise<boolean> {
  const [text, info] = await Promise.all([readFile(path, 'utf8'), stat(path)]).catch(
    () => ['', null] as const,
  );
  if (info === null) return true;
  const pid = Number(text);
  return wallClockMs - info.mtimeMs > oldestMs || (pid > 0 && !isAlive(pid));
}

/** Gives the claim back. */
type Release = () => Promise<void>;

/** `null`: another process is about to open it; several calls of one process may. A directory that cannot be written needs no claim: a copy of it is opened. */
export async function claimOpening(dataDir: string, wallClockMs: number): Promise<Release | null> {
  const path = join(dataDir, 'clickhouse.opening');
  const release = () => rm(path, { force: true });
  for (const isLast of [false, true]) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(String(ownPid));
      await file.close();
      return release;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isLast || !(await isLeftBehind(path, wallClockMs))) return null;
      await release();
    }
  }
  return null;
}

/** Whether the system says that the engine's lock is held (Linux only; elsewhere `false`): a number in a lock file may be of a dead process. */
export async function isLocked(dataDir: string): Promise<boolean> {
  const [locks, info] = await Promise.all([
    readFile('/proc/locks', 'utf8').catch(() => ''),
    stat(join(dataDir, 'clickhouse', 'status')).catch(() => null),
  ]);
  if (info === null) return false;
  return locks.split('\n').some((line) => line.includes('FLOCK') && line.includes(`:${info.ino} `));
}
