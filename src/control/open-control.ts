import type { Control } from '../contract/control.ts';
import type { LaneLease } from '../contract/queue.ts';
import { openPool } from './open-pool.ts';
import { createPostgresEvents } from './postgres-events.ts';
import { openPostgresLedger } from './postgres-ledger.ts';
import { openPostgresQueue } from './postgres-queue.ts';
import { createPostgresLimits } from './postgres-limits.ts';
import { createPostgresRunRegistry } from './postgres-run-registry.ts';

const holderOf = ({ lane }: LaneLease) => JSON.stringify([lane.runId, lane.targetId]);

/** Control over all machines with the same URL, `postgres://user:password@host:5432/database`. Throws `store-failed`. */
export async function openControl(url: string, onError: (error: Error) => void): Promise<Control> {
  const pool = await openPool(url);
  const queue = await openPostgresQueue(pool, onError);
  const events = createPostgresEvents(url, pool, onError);
  return {
    queue,
    events,
    registry: createPostgresRunRegistry(pool),
    openLedger: (hold) => openPostgresLedger(pool, holderOf(hold), hold.number),
    limits: createPostgresLimits(pool),
    async close() {
      await events.close();
      await queue.close();
      await pool.end();
    },
  };
}
