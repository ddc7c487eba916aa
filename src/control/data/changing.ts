import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type Transaction } from 'kysely';
import { nowMs } from '../../base/clock.ts';
import { postgresSchema, type ControlDatabase, type ControlTables, type Engine } from './tables.ts';

/** How long a change waits for those of others, ms. */
const patienceMs = 10_000;
const maxPauseMs = 50;
/** SQLite's number for a file that somebody else is writing. */
const busy = 5;

type Change = Transaction<ControlTables>;

const isBusy = (error: unknown) => (error as { errcode?: number }).errcode === busy;

/** What holds the lock may be this very process, which a blocking wait would keep from letting go: so the pauses are asynchronous. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const deadline = nowMs() + patienceMs;
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, maxPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || nowMs() > deadline) throw error;
    }
    await sleep(pauseMs);
  }
}

/**
 * A change that depends on what it reads: one at a time, over all processes, all or nothing. `table`: the one that it is about. Changes are
 * rare and small, so that a lock costs less than repeating them.
 */
export function changing<T>(
  database: ControlDatabase,
  engine: Engine,
  table: keyof ControlTables,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  if (engine === 'postgres')
    return database.transaction().execute(async (change) => {
      await sql`lock table ${sql.table(`${postgresSchema}.${table}`)} in exclusive mode`.execute(change);
      return work(change);
    });
  return patiently(() =>
    database.transaction().execute(async (change) => {
      // takes the lock before anything is read: later it would be refused if another process wrote since then
      await change
        .deleteFrom(table)
        .where(sql<boolean>`false`)
        .execute();
      return work(change);
    }),
  );
}
