import { ask } from '../ask.ts';
import type { Engine } from '../engine.ts';

/** What figures over time are read of. */
const tables = ['rollup_hours', 'rollup_days', 'rollup_runs', 'runs'];

/**
 * The same text as long as nothing was written to or removed from the tables of figures over time, by any process; the engine's own merges change it
 * too. `null` on a cluster, where each machine knows only its own.
 */
export async function rollupState({ client, cluster }: Engine): Promise<string | null> {
  if (cluster !== undefined) return null;
  const [row] = await ask<{ state: string }>(
    client,
    `SELECT toString(sum(cityHash64(table, name))) AS state FROM system.parts
     WHERE database = currentDatabase() AND active AND table IN {tables:Array(String)}`,
    { tables },
  );
  return row?.state ?? null;
}
