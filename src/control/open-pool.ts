import pg from 'pg';
import { hideCredentials } from '../base/hide-credentials.ts';
import { AssayError } from '../contract/errors.ts';
import { controlTables } from './control-tables.ts';
import { underMigrationLock } from './migration-lock.ts';

/** Workers append journals, beat and ask limits at the same time, each for a moment. */
const maxConnections = 6;

/** Connects and brings the tables up to date. Throws `store-failed` when the server cannot be reached or refuses. */
export async function openPool(url: string): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    keepAlive: true,
    application_name: 'assay',
    connectionTimeoutMillis: 10_000,
  });
  // a connection lost while idle is replaced when the next one is asked for
  pool.on('error', () => undefined);
  try {
    await underMigrationLock(pool, (client) => client.query(controlTables));
    return pool;
  } catch (cause) {
    await pool.end();
    const reason = hideCredentials(
      (cause as Error).message || (cause as NodeJS.ErrnoException).code || 'no answer',
    );
    throw new AssayError(
      'store-failed',
      `The control database ${hideCredentials(url)} cannot be used: ${reason}.`,
      {
        remedy:
          'Check the URL (postgres://user:password@host:5432/database), and that the user may create schemas.',
        cause,
      },
    );
  }
}
