/** Shared runs in PostgreSQL: what is appended here is the truth of a run that several machines carry out. */
import type { Pool } from 'pg';
import {
  LaneLostError,
  type LaneJournal,
  type LaneEnd,
  type RunRegistry,
  type SharedFile,
  type SharedRun,
} from '../contract/run-registry.ts';
import type { LaneLease } from '../contract/queue.ts';
import type { Budget } from '../contract/budget.ts';
import type { PriceChange, Run } from '../contract/run.ts';
import type { Suite } from '../contract/suite.ts';
import { postgresJournal, readPostgresJournal } from './postgres-journal.ts';
import { openPostgresQuarantine, readPostgresQuarantine } from './postgres-quarantine.ts';
import { removal } from './postgres-removal.ts';
import { keepRunScores, laneScores, readScoresOf } from './postgres-scores.ts';

interface RunRow {
  run: Run;
  suite: string;
  budgets: Budget[];
  files: SharedFile[] | null;
  cache: boolean;
  repricings: PriceChange[];
  stop_asked: boolean;
}

async function openLane(pool: Pool, { lane: { runId, targetId }, number }: LaneLease): Promise<LaneJournal> {
  const opened = await pool.query(
    'UPDATE assay.lanes SET holder = $3 WHERE run_id = $1 AND target_id = $2 AND holder <= $3',
    [runId, targetId, number],
  );
  if (opened.rowCount === 0) throw new LaneLostError(runId, targetId);
  return {
    attempts: () => readPostgresJournal(pool, runId, targetId),
    append: postgresJournal(pool, runId, targetId, number),
    keepScores: laneScores(pool, runId, targetId, number),
    async end(end) {
      const ended = await pool.query(
        'UPDATE assay.lanes SET ended = $4 WHERE run_id = $1 AND target_id = $2 AND holder = $3',
        [runId, targetId, number, JSON.stringify(end)],
      );
      if (ended.rowCount === 0) throw new LaneLostError(runId, targetId);
    },
  };
}

const runColumns = 'run, suite, budgets, files, cache, repricings, stop_asked';

const sharedRunOf = ({
  suite,
  files,
  cache,
  repricings,
  stop_asked: stopAsked,
  ...row
}: RunRow): SharedRun => ({
  ...row,
  suite: JSON.parse(suite) as Suite,
  ...(files && { files }),
  ...(cache && { cache }),
  ...(repricings.length > 0 && { repricings }),
  stopAsked,
});

/** The runs themselves. */
function runRows(
  pool: Pool,
): Pick<RunRegistry, 'begin' | 'update' | 'find' | 'runs' | 'askToStop' | 'addRepricing'> {
  return {
    async begin({ run, suite, budgets, files, cache = false }) {
      await pool.query(
        `WITH made AS (
           INSERT INTO assay.runs (run_id, run, suite, budgets, files, cache) VALUES ($1, $2, $3, $5, $6, $7)
           ON CONFLICT (run_id) DO UPDATE SET run = excluded.run, suite = excluded.suite, budgets = excluded.budgets,
             files = excluded.files, cache = excluded.cache, stop_asked = false
           RETURNING run_id)
         INSERT INTO assay.lanes (run_id, target_id, position)
         SELECT run_id, target_id, position FROM made, unnest($4::text[]) WITH ORDINALITY AS t(target_id, position)
         ON CONFLICT (run_id, target_id) DO UPDATE SET position = excluded.position, ended = NULL`,
        [
          run.run_id,
          JSON.stringify(run),
          JSON.stringify(suite),
          run.targets.map(({ id }) => id),
          JSON.stringify(budgets),
          files ? JSON.stringify(files) : null,
          cache,
        ],
      );
    },
    async update(run) {
      await pool.query('UPDATE assay.runs SET run = $2 WHERE run_id = $1', [run.run_id, JSON.stringify(run)]);
    },
    async find(runId) {
      const { rows } = await pool.query<RunRow>(`SELECT ${runColumns} FROM assay.runs WHERE run_id = $1`, [
        runId,
      ]);
      return rows[0] ? sharedRunOf(rows[0]) : null;
    },
    async runs() {
      const { rows } = await pool.query<{ run: Run }>(
        `SELECT run FROM assay.runs ORDER BY (run ->> 'started_at_ms')::float8 DESC`,
      );
      return rows.map(({ run }) => run);
    },
    async askToStop(runId) {
      await pool.query('UPDATE assay.runs SET stop_asked = true WHERE run_id = $1', [runId]);
    },
    async addRepricing(runId, change) {
      await pool.query(
        'UPDATE assay.runs SET repricings = repricings || jsonb_build_array($2::jsonb) WHERE run_id = $1',
        [runId, JSON.stringify(change)],
      );
    },
  };
}

/** Files that runs have attached, each once. */
function fileRows(pool: Pool): Pick<RunRegistry, 'missingFiles' | 'keepFile' | 'file'> {
  return {
    async missingFiles(sha256s) {
      const { rows } = await pool.query<{ sha256: string }>(
        `WITH asked AS (UPDATE assay.files SET asked_at = now() WHERE sha256 = ANY ($1::text[]) RETURNING sha256)
         SELECT sha256 FROM unnest($1::text[]) AS sha256 EXCEPT SELECT sha256 FROM asked`,
        [sha256s],
      );
      return rows.map(({ sha256 }) => sha256);
    },
    async keepFile(sha256, bytes) {
      await pool.query(
        'INSERT INTO assay.files (sha256, bytes) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING',
        [sha256, Buffer.from(bytes)],
      );
    },
    async file(sha256) {
      const { rows } = await pool.query<{ bytes: Buffer }>(
        'SELECT bytes FROM assay.files WHERE sha256 = $1',
        [sha256],
      );
      return rows[0]?.bytes ?? null;
    },
  };
}

/** The lanes of runs, and what is kept for each. */
function laneRows(
  pool: Pool,
): Pick<
  RunRegistry,
  'lanes' | 'keepScores' | 'scores' | 'openQuarantine' | 'quarantined' | 'journal' | 'openLane'
> {
  return {
    async lanes(runId) {
      const { rows } = await pool.query<{ targetId: string; ended: LaneEnd | null; holder: string }>(
        'SELECT target_id AS "targetId", ended, holder FROM assay.lanes WHERE run_id = $1 ORDER BY position',
        [runId],
      );
      return rows.map((row) => ({ ...row, holder: Number(row.holder) }));
    },
    keepScores: (runId, scored) => keepRunScores(pool, runId, scored),
    scores: (runId, targetId) => readScoresOf(pool, runId, targetId),
    openQuarantine: (lane) => openPostgresQuarantine(pool, lane),
    quarantined: (runId) => readPostgresQuarantine(pool, runId),
    journal: ({ runId, targetId }) => readPostgresJournal(pool, runId, targetId),
    openLane: (hold) => openLane(pool, hold),
  };
}

export const createPostgresRunRegistry = (pool: Pool): RunRegistry => ({
  ...runRows(pool),
  ...fileRows(pool),
  ...laneRows(pool),
  ...removal(pool),
});
