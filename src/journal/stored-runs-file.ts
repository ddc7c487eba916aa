/** Which runs the database of a data directory has, kept so that a list need not open it. Whoever writes to the database removes it first. */
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { storedRuns, writeWhole } from './run-directory.ts';

const schema = 'assay.stored/1';

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
export async function saveStoredRuns(dataDir: string, runs: readonly string[]): Promise<void> {
  const database = await databaseOf(dataDir);
  await writeWhole(pathOf(dataDir), `${JSON.stringify({ schema, database, runs })}\n`);
}

export const removeStoredRuns = (dataDir: string): Promise<void> => rm(pathOf(dataDir), { force: true });

/** `null`: only the database knows, or there was one and it is gone. */
export async function readStoredRuns(dataDir: string): Promise<string[] | null> {
  try {
    const database = await databaseOf(dataDir);
    if (database === null) return (await storedRuns(dataDir)).length > 0 ? null : [];
    const kept = JSON.parse(await readFile(pathOf(dataDir), 'utf8')) as { runs: string[] } & Record<
      string,
      unknown
    >;
    if (kept['schema'] !== schema || kept['database'] !== database) return null;
    return kept.runs;
  } catch {
    return null;
  }
}
