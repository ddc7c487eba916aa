import { runIdIn } from '../../base/run-id-in.ts';
import type { ClickHouseClient } from '@clickhouse/client';
import { AssayError } from '../../contract/errors.ts';
import type { Run } from '../../contract/run.ts';
import { ask } from '../ask.ts';
import { listRuns } from './list-runs.ts';

/** By id, by a prefix of it that only one run has, or `latest`. Throws `usage` when several runs have the prefix. */
export async function getRun(client: ClickHouseClient, pasted: string): Promise<Run | null> {
  const idOrPrefix = runIdIn(pasted);
  if (idOrPrefix === '') return null;
  if (idOrPrefix === 'latest') return (await listRuns(client, { limit: 1 }))[0] ?? null;
  const rows = await ask<{ run_id: string; document: string }>(
    client,
    'SELECT run_id, document FROM runs FINAL WHERE startsWith(run_id, {prefix:String}) ORDER BY run_id LIMIT 6',
    { prefix: idOrPrefix },
  );
  const row = rows.find((candidate) => candidate.run_id === idOrPrefix) ?? rows[0];
  if (!row) return null;
  if (rows.length > 1 && row.run_id !== idOrPrefix) {
    throw new AssayError('usage', `More than one run begins with "${idOrPrefix}".`, {
      remedy: `Use a longer prefix: ${rows.map((candidate) => candidate.run_id).join(', ')}`,
    });
  }
  return JSON.parse(row.document);
}
