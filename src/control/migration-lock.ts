import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './in-transaction.ts';

/** Any number will do, as long as every version of this program uses the same. */
const migrationLock = 4_212_026;

/** One process at a time makes tables: CREATE … IF NOT EXISTS of two sessions at once fails in one of them. */
export const underMigrationLock = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    return work(client);
  });
