/** The journal of a lane as rows. Attempts that come while a group is on its way go with the next one. */
import type { WaitingLine } from '../base/waiting-line.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { nowMs } from '../base/clock.ts';
import type { Attempt } from '../contract/attempt.ts';
import { AssayError } from '../contract/errors.ts';
import { LaneLostError } from '../contract/run-registry.ts';

/** A database that is away this long fails the lane; its worker then gives it back. */
const patienceMs = 30_000;
const pauseMs = 500;
const rowsPerRead = 500;

/** Writes the group if the lane is still the holder's; its row stays as it is until the rows are in. */
const appendGroup = `
WITH mine AS (SELECT FROM assay.lanes WHERE run_id = $1 AND target_id = $2 AND holder = $3 FOR SHARE)
INSERT INTO assay.journal (run_id, target_id, attempt)
SELECT $1, $2, line FROM mine, unnest($4::text[]) WITH ORDINALITY AS t(line, n) ORDER BY n`;

interface Holder {
  runId: string;
  targetId: string;
  /** Number of the lease. */
  holder: number;
}

/**
 * `sql` gets the lane as $1 and $2 and the holder as $3, and must write nothing when another has the lane. Throws
 * `LaneLostError` then, `journal-failed` when the database stays away.
 */
export async function writeAsHolder(
  pool: Pool,
  { runId, targetId, holder }: Holder,
  sql: string,
  values: unknown[],
): Promise<void> {
  const deadline = nowMs() + patienceMs;
  for (;;) {
    try {
      const { rowCount } = await pool.query(sql, [runId, targetId, holder, ...values]);
      if (rowCount === 0) throw new LaneLostError(runId, targetId);
      return;
    } catch (cause) {
      if (cause instanceof LaneLostError) throw cause;
      if (nowMs() > deadline)
        throw new AssayError(
          'journal-failed',
          `The control database cannot store the journal: ${(cause as Error).message}`,
          {
            remedy: 'Check that PostgreSQL is up and has disk space; the lane continues once it is back.',
            cause,
          },
        );
      await sleep(pauseMs);
    }
  }
}

export function postgresJournal(
  pool: Pool,
  runId: string,
  targetId: string,
  holder: number,
): (attempt: Attempt) => Promise<void> {
  let waiting: WaitingLine[] = [];
  let writing = false;

  /** A group whose answer was lost may be written twice: readers know an attempt by its place. */
  const write = (lines: string[]) => writeAsHolder(pool, { runId, targetId, holder }, appendGroup, [lines]);
  async function drain(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await write(group.map(({ line }) => line));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    writing = false;
  }
  return (attempt) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ line: JSON.stringify(attempt), resolve, reject });
      if (!writing) void drain();
    });
}

/** Oldest first. */
export async function* readPostgresJournal(
  pool: Pool,
  runId: string,
  targetId: string,
): AsyncGenerator<Attempt> {
  for (let after = '0'; ;) {
    const { rows } = await pool.query<{ seq: string; attempt: string }>(
      `SELECT seq, attempt FROM assay.journal WHERE run_id = $1 AND target_id = $2 AND seq > $3 ORDER BY seq LIMIT ${rowsPerRead}`,
      [runId, targetId, after],
    );
    for (const { attempt } of rows) yield JSON.parse(attempt) as Attempt;
    if (rows.length < rowsPerRead) return;
    after = rows.at(-1)?.seq ?? after;
  }
}
