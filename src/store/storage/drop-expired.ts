/** Rows past their time are removed from the disk, by project and suite; what they were added up to stays. */
import type { Cutoffs, DroppedRows, ExpiredRows } from '../../contract/storage-store.ts';
import { ask } from '../ask.ts';
import type { Engine } from '../engine.ts';
import { refreshRollups } from '../rollups/refresh-rollups.ts';
import { sqlLiteral } from '../sql-literal.ts';
import { statementRunner } from '../statement-runner.ts';
import { waiting } from './delete-runs.ts';
import {
  callRows,
  callRuns,
  expiredCalls,
  expiredFigures,
  placeKey,
  type CallKind,
  type ExpiredCalls,
} from './expired-rows.ts';
import { storedRuns } from './stored-runs.ts';

/** What goes with the rows of a kind, and how each table has their time. */
const tablesWith: Record<CallKind, { table: string; before: (ms: number) => string }[]> = {
  samples: [
    { table: 'retried_attempts', before: (ms) => `started_at_ms < ${ms}` },
    { table: 'rollup_hours', before: (ms) => `hour < toDateTime(${Math.max(0, ms / 1000)}, 'UTC')` },
    // last: an interrupted pass finds by them what is left to do
    { table: 'samples', before: (ms) => `started_at_ms < ${ms}` },
  ],
  payloads: [{ table: 'sample_payloads', before: (ms) => `started_at_ms < ${ms}` }],
};

const runsAtOnce = 500;
const listOf = (texts: readonly string[]) => texts.map(sqlLiteral).join(', ');

async function dropCalls(engine: Engine, calls: readonly ExpiredCalls[], what: CallKind): Promise<void> {
  const run = statementRunner(engine);
  // places with the same cutoff at once: each statement goes through whole tables
  const ofKind = calls.filter((each) => each.what === what);
  for (const [beforeMs, places] of Map.groupBy(ofKind, (each) => each.beforeMs)) {
    const runs = callRuns(places);
    for (let at = 0; at < runs.length; at += runsAtOnce) {
      const ofRuns = `toString(run_id) IN (${listOf(runs.slice(at, at + runsAtOnce))})`;
      for (const { table, before } of tablesWith[what])
        await run(`ALTER TABLE ${table} DELETE WHERE ${before(beforeMs)} AND ${ofRuns} ${waiting}`);
    }
  }
}

async function dropFigures(engine: Engine, figures: readonly ExpiredRows[]): Promise<void> {
  const run = statementRunner(engine);
  for (const { project, suite_name, until_ms } of figures)
    await run(
      `ALTER TABLE rollup_days DELETE WHERE day < toDateTime(${until_ms / 1000}, 'UTC')
       AND toString(project) = ${sqlLiteral(project)} AND toString(suite_name) = ${sqlLiteral(suite_name)} ${waiting}`,
    );
}

/** Prompts and expected answers of runs that have ended and have no sample any more. */
async function dropCases(engine: Engine, cutoffs: readonly Cutoffs[]): Promise<void> {
  const cutoffOf = new Map(cutoffs.map((cutoff) => [placeKey(cutoff), cutoff.samples]));
  const beforeMs = Math.max(0, ...cutoffs.map(({ samples }) => samples ?? 0));
  const old = (await storedRuns(engine.client, { beforeMs })).filter(
    (run) => run.status !== 'running' && run.started_at_ms < (cutoffOf.get(placeKey(run)) ?? 0),
  );
  if (old.length === 0) return;
  const without = await ask<{ run_id: string }>(
    engine.client,
    `SELECT DISTINCT run_id FROM run_cases WHERE run_id NOT IN (SELECT DISTINCT toString(run_id) FROM samples)`,
  );
  const gone = new Set(without.map(({ run_id: id }) => id));
  const ids = old.map(({ run_id: id }) => id).filter((id) => gone.has(id));
  const run = statementRunner(engine);
  for (let at = 0; at < ids.length; at += runsAtOnce)
    await run(
      `ALTER TABLE run_cases DELETE WHERE run_id IN (${listOf(ids.slice(at, at + runsAtOnce))}) ${waiting}`,
    );
}

/** Figures are made of what is there, then the days are closed, then the rows go. */
export async function dropExpired(
  engine: Engine,
  cutoffs: readonly Cutoffs[],
  nowMs: number,
): Promise<DroppedRows> {
  const { client } = engine;
  await refreshRollups(client);
  const calls = await expiredCalls(client, cutoffs);
  const figures = await expiredFigures(client, cutoffs);
  const expired = [...callRows(calls), ...figures];
  if (expired.length > 0)
    await client.insert({
      table: 'retention_passes',
      values: expired.map(({ oldest_ms: _oldest, rows: removed, ...pass }) => ({
        ...pass,
        removed,
        applied_at_ms: nowMs,
      })),
      format: 'JSONEachRow',
    });
  await dropCalls(engine, calls, 'payloads');
  await dropCalls(engine, calls, 'samples');
  await dropFigures(engine, figures);
  await dropCases(engine, cutoffs);
  return { rows: expired, runs: callRuns(calls) };
}
