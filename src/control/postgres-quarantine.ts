/** What the results refuse of a shared run, by lane: whichever worker has it, all see it. */
import type { Pool } from 'pg';
import {
  createQuarantine,
  quarantineKeys,
  type Quarantine,
  type QuarantineEntry,
} from '../contract/quarantine.ts';
import type { LaneName } from '../contract/queue.ts';

export async function openPostgresQuarantine(pool: Pool, { runId, targetId }: LaneName): Promise<Quarantine> {
  await pool.query('DELETE FROM assay.quarantine WHERE run_id = $1 AND target_id = $2', [runId, targetId]);
  return createQuarantine(async (entries) => {
    const rows = new Map(entries.map((entry) => [quarantineKeys(entry).join(), JSON.stringify(entry)]));
    await pool.query(
      `INSERT INTO assay.quarantine (run_id, target_id, key, entry)
       SELECT $1, $2, md5(t.key), t.entry FROM unnest($3::text[], $4::text[]) AS t(key, entry)
       ON CONFLICT (run_id, target_id, key) DO UPDATE SET entry = excluded.entry`,
      [runId, targetId, [...rows.keys()], [...rows.values()]],
    );
  });
}

export async function readPostgresQuarantine(pool: Pool, runId: string): Promise<QuarantineEntry[]> {
  const { rows } = await pool.query<{ entry: string }>(
    'SELECT entry FROM assay.quarantine WHERE run_id = $1 ORDER BY target_id, key',
    [runId],
  );
  return rows.map(({ entry }) => JSON.parse(entry) as QuarantineEntry);
}
