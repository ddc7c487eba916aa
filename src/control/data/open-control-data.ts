/** Control data: in one SQLite file of the data directory, or in the PostgreSQL that machines share. */
import { existsSync } from 'node:fs';
import { access, chmod, constants } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { withoutWarning } from '../../base/own-process.ts';
import type { ControlData } from '../../contract/control-data.ts';
import { AssayError } from '../../contract/errors.ts';
import { openPool } from '../open-pool.ts';
import { migrate } from './migrate.ts';
import { nodeSqlite } from './node-sqlite.ts';
import { createSavedSuites } from './saved-suites.ts';
import { postgresSchema, type ControlDatabase, type ControlTables, type Engine } from './tables.ts';

/** How long a statement may block this process while another one commits, ms; what takes longer is repeated. */
const maxBlockMs = 20;

export const controlFile = (dataDir: string): string => join(dataDir, 'control.db');

const dataOf = (database: ControlDatabase, engine: Engine): ControlData => ({
  suites: createSavedSuites(database, engine),
  close: () => database.destroy(),
});

async function isWritable(path: string): Promise<boolean> {
  return access(existsSync(path) ? path : dirname(path), constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** SQLite's name for a database that is nowhere. */
const memory = ':memory:';

async function openFile(path: string, readOnly: boolean): Promise<ControlDatabase> {
  const { DatabaseSync } = await withoutWarning('SQLite is', () => import('node:sqlite'));
  // where nobody can write nobody does, and nothing has to be written beside it to read it
  const place = readOnly ? new URL(`${pathToFileURL(path).href}?immutable=1`) : path;
  const file = new DatabaseSync(place, { readOnly, timeout: maxBlockMs });
  if (!readOnly) file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  if (!readOnly && path !== memory) await chmod(path, 0o600);
  return new Kysely<ControlTables>({ dialect: new SqliteDialect({ database: nodeSqlite(file) }) });
}

/**
 * That of a data directory. Several processes may have it open. `isRead`: what does not exist is not made, and reads as empty.
 * Throws `store-failed`.
 */
export async function openFileControlData(
  dataDir: string,
  { isRead = false }: { isRead?: boolean } = {},
): Promise<ControlData> {
  const path = controlFile(dataDir);
  const isThere = existsSync(path);
  const readOnly = isRead && isThere && !(await isWritable(path));
  try {
    const database = await openFile(isRead && !isThere ? memory : path, readOnly);
    if (!readOnly) await migrate(database, 'sqlite');
    return dataOf(database, 'sqlite');
  } catch (cause) {
    if (cause instanceof AssayError) throw cause;
    throw new AssayError('store-failed', `${path} cannot be used: ${(cause as Error).message}.`, {
      remedy: 'Check that the folder can be written, or restore the file from a backup.',
      cause,
    });
  }
}

/** That of machines with the same URL, `postgres://user:password@host:5432/database`. Throws `store-failed`. */
export async function openSharedControlData(url: string): Promise<ControlData> {
  const pool = await openPool(url);
  const database = new Kysely<ControlTables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(database, 'postgres');
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return dataOf(database.withSchema(postgresSchema), 'postgres');
}
