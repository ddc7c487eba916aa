import pg from 'pg';
import { hideCredentials } from '../base/hide-credentials.ts';
import { AssayError } from '../contract/errors.ts';
import { controlTables } from './control-tables.ts';

/** Workers append journals, beat and ask limits at the same time, each for a moment. */
const maxConnections = 6;

/** Any number will do, as long as every version of this program uses the same. */
const migrationLock = 4_212_026;

async function makeTables(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // CREATE … IF NOT EXISTS of two sessions at once fails in one of them
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await client.query(controlTables);
    await client.query('COMMIT');
  } finally {
    // one that failed inside its transaction is thrown away
    client.release(true);
  }
}

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
    await makeTables(pool);
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
