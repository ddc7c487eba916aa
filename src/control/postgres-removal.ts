/** Shared runs are removed with all that hangs on them, and files with the last run that has them. */
import type { Pool } from 'pg';
import type { RunRegistry } from '../contract/run-registry.ts';
import { inTransaction } from './in-transaction.ts';

/** A file that was asked for so lately may be of a run that is about to begin. */
const aboutToBegin = "interval '10 minutes'";

/** Files that no run has but those of `$1`. */
const unneeded = `asked_at < now() - ${aboutToBegin} AND sha256 NOT IN (
  SELECT found[1] FROM assay.runs,
    regexp_matches(suite || coalesce(files::text, ''), '"sha256":\\s*"([0-9a-f]+)"', 'g') AS found
  WHERE run_id <> ALL ($1::text[]))`;

const sizeOf = (table: string, text: string) =>
  `SELECT count(*) AS rows, coalesce(sum(octet_length(${text})), 0) AS bytes FROM assay.${table} WHERE run_id = ANY ($1::text[])`;

export function removal(pool: Pool): Pick<RunRegistry, 'sizeOf' | 'remove'> {
  return {
    async sizeOf(runIds) {
      const size = async (query: string) => {
        const { rows } = await pool.query<{ rows: string; bytes: string }>(query, [runIds]);
        return { rows: Number(rows[0]?.rows), bytes: Number(rows[0]?.bytes) };
      };
      const runs = await size(sizeOf('runs', 'run::text || suite'));
      const journal = await size(sizeOf('journal', 'attempt'));
      const scores = await size(sizeOf('scores', 'scored'));
      const quarantined = await size(sizeOf('quarantine', 'entry'));
      const files = await size(
        `SELECT count(*) AS rows, coalesce(sum(octet_length(bytes)), 0) AS bytes FROM assay.files WHERE ${unneeded}`,
      );
      return {
        runs: runs.rows,
        journalRows: journal.rows,
        files: files.rows,
        bytes: [runs, journal, scores, quarantined, files].reduce((total, { bytes }) => total + bytes, 0),
      };
    },
    async remove(runIds) {
      await inTransaction(pool, async (client) => {
        await client.query('DELETE FROM assay.runs WHERE run_id = ANY ($1::text[])', [runIds]);
        await client.query(`DELETE FROM assay.files WHERE ${unneeded}`, [runIds]);
      });
    },
  };
}
