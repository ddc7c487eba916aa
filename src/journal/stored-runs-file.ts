/** Which runs the database of a data directory has, kept so that a list need not open it. Whoever writes to the database removes it first. */
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { storedRuns, writeWhole } from './run-directory.ts';

const schema = 'assay.stored/1';

export interface StoredRuns {
  runs: string[];
  /** For how long the database keeps their samples. */
  samplesDays: number;
}

const pathOf = (dataDir: string) => join(dataDir, 'stored-runs.json');

/** A database that was removed, or put back from a copy, is another one. */
const databaseOf = (dataDir: string): Promise<string | null> =>
  stat(join(dataDir, 'clickhouse')).then(
    ({ ino, birthtimeMs }) => `${ino} ${birthtimeMs}`,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );

/** While the database is open. Throws what the file system says. */
export async function saveStoredRuns(dataDir: string, stored: StoredRuns): Promise<void> {
  const database = await databaseOf(dataDir);
  await writeWhole(pathOf(dataDir), `${JSON.stringify({ schema, database, ...stored })}\n`);
}

export const removeStoredRuns = (dataDir: string): Promise<void> => rm(pathOf(dataDir), { force: true });

/** `null`: only the database knows, or there was one and it is gone. `samplesDays`: of a database that is yet to be made. */
export async function readStoredRuns(dataDir: string, samplesDays: number): Promise<StoredRuns | null> {
  try {
    const database = await databaseOf(dataDir);
    if (database === null) return (await storedRuns(dataDir)).length > 0 ? null : { runs: [], samplesDays };
    const kept = JSON.parse(await readFile(pathOf(dataDir), 'utf8')) as StoredRuns & Record<string, unknown>;
    if (kept['schema'] !== schema || kept['database'] !== database) return null;
    return { runs: kept.runs, samplesDays: kept.samplesDays };
  } catch {
    return null;
  }
}
