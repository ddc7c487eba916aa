/** Scores of shared runs as rows: what judges said while a lane was carried out, and what scoring it again has said since. */
import type { Pool } from 'pg';
import type { ScoredAnswer } from '../contract/score.ts';
import { writeAsHolder } from './postgres-journal.ts';

const rowsPerRead = 500;

/** Of several lines for one answer the last counts; the lane in which it was first said stays. */
const upsert = `
ON CONFLICT (run_id, sample_id, started_at_ms)
DO UPDATE SET scored = excluded.scored, target_id = coalesce(assay.scores.target_id, excluded.target_id)`;

const keepOfLane = `
WITH mine AS (SELECT FROM assay.lanes WHERE run_id = $1 AND target_id = $2 AND holder = $3 FOR SHARE)
INSERT INTO assay.scores (run_id, target_id, sample_id, started_at_ms, scored)
SELECT $1, $2, t.* FROM mine, unnest($4::text[], $5::float8[], $6::text[]) AS t ${upsert}`;

const keepOfRun = `
INSERT INTO assay.scores (run_id, sample_id, started_at_ms, scored)
SELECT run_id, t.* FROM assay.runs, unnest($2::text[], $3::float8[], $4::text[]) AS t WHERE run_id = $1 ${upsert}`;

/** One row an answer: a statement must not write a row twice. */
function columnsOf(scored: readonly ScoredAnswer[]): unknown[] {
  const last = [...new Map(scored.map((each) => [`${each.sample_id} ${each.started_at_ms}`, each])).values()];
  return [
    last.map(({ sample_id }) => sample_id),
    last.map(({ started_at_ms }) => started_at_ms),
    last.map((each) => JSON.stringify(each)),
  ];
}

export function laneScores(pool: Pool, runId: string, targetId: string, holder: number) {
  return async (scored: readonly ScoredAnswer[]): Promise<void> => {
    if (scored.length > 0)
      await writeAsHolder(pool, { runId, targetId, holder }, keepOfLane, columnsOf(scored));
  };
}

export async function keepRunScores(
  pool: Pool,
  runId: string,
  scored: readonly ScoredAnswer[],
): Promise<void> {
  if (scored.length > 0) await pool.query(keepOfRun, [runId, ...columnsOf(scored)]);
}

export async function* readScoresOf(
  pool: Pool,
  runId: string,
  targetId?: string,
): AsyncGenerator<ScoredAnswer> {
  for (let [sampleId, startedAtMs] = ['', 0]; ;) {
    const { rows } = await pool.query<{ sample_id: string; started_at_ms: number; scored: string }>(
      `SELECT sample_id, started_at_ms, scored FROM assay.scores
       WHERE run_id = $1 AND ($2::text IS NULL OR target_id IS NULL OR target_id = $2)
         AND (sample_id, started_at_ms) > ($3, $4::float8)
       ORDER BY sample_id, started_at_ms LIMIT ${rowsPerRead}`,
      [runId, targetId ?? null, sampleId, startedAtMs],
    );
    for (const { scored } of rows) yield JSON.parse(scored) as ScoredAnswer;
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerRead) return;
    [sampleId, startedAtMs] = [last.sample_id, last.started_at_ms];
  }
}
