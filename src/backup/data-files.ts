import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Made anew by whoever opens the directory, or of a process that is running now. */
const notKept = new Set(['clickhouse', 'server.json', 'open-page.html', 'damaged', 'saved-suites']);
/** What people set up: saved suites. */
export const controlName = 'control.db';
/** Of SQLite, beside a database, whose copy contains what is in them. */
const ofDatabase = /\.db-(wal|shm|journal)$/;
const madeAnewOfRun = /^runs\/[^/]+\/(lock|summary\.json)$/;
/** Of a run that is being deleted. */
const leaving = /^runs\/\.deleted-/;

export interface DataFile {
  /** Within the data directory, with `/`. */
  path: string;
  bytes: number;
  mtimeMs: number;
}

/** Every file of a data directory that a backup keeps, in the order of their paths; links are not followed. */
export async function* dataFiles(dataDir: string, within = ''): AsyncGenerator<DataFile> {
  const names = await readdir(join(dataDir, within)).catch((error: NodeJS.ErrnoException) => {
    // removed meanwhile
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names.toSorted()) {
    const path = within === '' ? name : `${within}/${name}`;
    if (notKept.has(path) || ofDatabase.test(path) || madeAnewOfRun.test(path) || leaving.test(path))
      continue;
    const found = await lstat(join(dataDir, path)).catch(() => null);
    if (found?.isDirectory()) yield* dataFiles(dataDir, path);
    else if (found?.isFile()) yield { path, bytes: found.size, mtimeMs: found.mtimeMs };
  }
}
