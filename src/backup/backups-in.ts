import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const dated = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/;

/** Finished backups in a folder, oldest first. */
export async function backupsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return names.filter((name) => dated.test(name)).toSorted();
}

/** Removes all but the newest `keep`; what they share with others stays. Returns their names. */
export async function pruneBackups(folder: string, keep: number): Promise<string[]> {
  const old = (await backupsIn(folder)).slice(0, -keep);
  for (const name of old) await rm(join(folder, name), { recursive: true });
  return old;
}
