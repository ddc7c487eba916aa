/** The folder of a run as a whole: how large it is, and its removal. */
import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunDirectory } from './run-directory.ts';

export interface FolderSize {
  files: number;
  bytes: number;
}

const isGone = ({ code }: NodeJS.ErrnoException) => code === 'ENOENT';

/** Of what is below a path; links are counted, not followed. 0 where there is nothing. */
export async function folderSize(path: string): Promise<FolderSize> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (isGone(error)) return null;
    throw error;
  });
  if (!found) return { files: 0, bytes: 0 };
  if (!found.isDirectory()) return { files: 1, bytes: found.size };
  const total = { files: 0, bytes: 0 };
  for (const name of await readdir(path)) {
    const { files, bytes } = await folderSize(join(path, name));
    total.files += files;
    total.bytes += bytes;
  }
  return total;
}

/** Where a run's folder waits while its files are removed: under a name that is no run's. */
const leavingPath = ({ path, runId }: RunDirectory) => join(dirname(path), `.deleted-${runId}`);

/** A folder, not a link to one elsewhere. */
export const hasRunFolder = ({ path }: RunDirectory): Promise<boolean> =>
  lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** With what an interrupted removal left. */
export async function runFolderSize(directory: RunDirectory): Promise<FolderSize> {
  const [own, left] = [await folderSize(directory.path), await folderSize(leavingPath(directory))];
  return { files: own.files + left.files, bytes: own.bytes + left.bytes };
}

/** The run is gone at once, or is still whole: its folder is renamed first. */
export async function removeRunFolder(directory: RunDirectory): Promise<void> {
  const leaving = leavingPath(directory);
  await rm(leaving, { recursive: true, force: true });
  await rename(directory.path, leaving).catch((error: NodeJS.ErrnoException) => {
    if (!isGone(error)) throw error;
  });
  await rm(leaving, { recursive: true, force: true });
}
