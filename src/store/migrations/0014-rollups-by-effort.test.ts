import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { newId } from '../../base/id.ts';
import { ask } from '../ask.ts';
import { clickHouseStore } from '../clickhouse-store.ts';
import { openEmbedded, type Engine } from '../engine.ts';
import { migrate, migrations } from '../migrate.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-by-effort-'));
const made = madeUp({ runId: newId(), targets: 1, cases: 20, payloads: false });
let engine: Engine;

/** A database as it was before this migration, with a run and figures of it that are of no effort. */
beforeAll(async () => {
  engine = await openEmbedded(dataDir);
  const earlier = migrations.map(({ name }) => name).filter((name) => name < '0014');
  await migrate(engine.client, undefined, earlier);
  const store = clickHouseStore(engine, { samplesDays: null });
  await store.putRun(made.run, made.cases);
  const { samples, retried } = made.batch;
  await engine.client.insert({ table: 'samples', values: samples, format: 'JSONEachRow' });
  await engine.client.insert({ table: 'retried_attempts', values: retried, format: 'JSONEachRow' });
  await engine.client.command({
    query: `INSERT INTO rollup_hours (hour, run_id, target_key, suite_name, suite_hash, project, source, category, tags, served_by, service_tier, region, n)
      SELECT toStartOfHour(toDateTime(started_at_ms / 1000, 'UTC')) AS hour, run_id, target_key, {suite:String}, suite_hash, project, source, category,
        [] AS tags, served_by, service_tier, region, count()
      FROM samples FINAL GROUP BY ALL`,
    query_params: { suite: made.run.suite_name },
  });
  await engine.client.command({
    query: 'INSERT INTO rollup_runs (run_id, seen) SELECT run_id, max(version) FROM samples GROUP BY run_id',
  });
}, 60_000);
afterAll(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('counts calls of each effort apart, those of before too, and none twice', async () => {
  expect(await migrate(engine.client)).toEqual(
    migrations.map(({ name }) => name).filter((name) => name >= '0014'),
  );
  await clickHouseStore(engine, { samplesDays: null }).refresh();
  const efforts = Object.groupBy(made.batch.samples, ({ reasoning_effective: effort }) => effort);
  const wanted = Object.entries(efforts).map(([effort, samples]) => ({ effort, n: samples?.length }));
  expect(wanted.length).toBeGreaterThan(1);
  for (const table of ['rollup_hours', 'rollup_days'])
    expect(
      await ask(
        engine.client,
        `SELECT toString(reasoning_effective) AS effort, toUInt32(sum(n)) AS n FROM ${table} FINAL GROUP BY effort ORDER BY effort`,
      ),
      table,
    ).toEqual(wanted.toSorted((a, b) => (a.effort < b.effort ? -1 : 1)));
});
