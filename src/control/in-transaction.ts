import type { Pool, PoolClient } from 'pg';

/** All of it, or nothing. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failed = true;
  try {
    await client.query('BEGIN');
    const done = await work(client);
    await client.query('COMMIT');
    failed = false;
    return done;
  } finally {
    // one that failed inside its transaction is thrown away
    client.release(failed);
  }
}
