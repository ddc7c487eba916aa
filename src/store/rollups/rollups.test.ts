import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeUp, type MadeUp } from '../../../test/made-up/made-up-run.ts';
import { newId } from '../../base/id.ts';
import type { Sample } from '../../contract/sample.ts';
import { ask } from '../ask.ts';
import { clickHouseStore } from '../clickhouse-store.ts';
import { openEmbedded, type Engine } from '../engine.ts';
import { migrate } from '../migrate.ts';
import { defaultRetention } from '../retention.ts';
import { digestLevels, mergedDigest } from './rollup-columns.ts';
import { refreshRollups } from './refresh-rollups.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-rollups-'));
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nowMs = Date.now();
let engine: Engine;

beforeAll(async () => {
  engine = await openEmbedded(dataDir);
  await migrate(engine.client);
});
afterAll(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const command = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('insert' as const),
      hour: fc.nat(50),
      cases: fc.integer({ min: 2, max: 60 }),
    }),
  },
  fc.record({
    kind: fc.constantFrom('duplicate', 'score', 'price', 'move', 'header', 'delete', 'refresh'),
    pick: fc.nat(9),
  }),
);

/** What is stored, in plain code. */
class World {
  readonly runs: MadeUp[] = [];
  readonly store = clickHouseStore(engine, defaultRetention);

  async insert(hour: number, cases: number): Promise<void> {
    const made = madeUp({
      runId: newId(),
      targets: 2,
      cases,
      payloads: false,
      startedAtMs: nowMs - 60 * hourMs + hour * hourMs,
    });
    // some calls fall into later hours and other hosts
    made.batch.samples = made.batch.samples.map((sample, i) => ({
      ...sample,
      started_at_ms: sample.started_at_ms + (i % 7) * 0.4 * hourMs,
      served_by: i % 3 === 0 ? 'a-host' : sample.served_by && 'b-host',
    }));
    this.runs.push(made);
    await this.store.putRun(made.run, made.cases);
    await this.store.insert(made.batch);
  }

  /** Changes some samples of a run and writes them again, as scoring and pricing do. */
  async rewrite(pick: number, change: (sample: Sample, index: number) => Sample): Promise<void> {
    const made = this.runs[pick % this.runs.length];
    if (!made) return;
    made.batch.samples = made.batch.samples.map((sample, i) => (i % 2 === 0 ? change(sample, i) : sample));
    await this.store.insert({
      samples: made.batch.samples.filter((_, i) => i % 2 === 0),
      payloads: [],
      retried: [],
    });
  }

  async remove(pick: number): Promise<void> {
    const [gone] = this.runs.splice(pick % Math.max(1, this.runs.length), 1);
    if (!gone) return;
    for (const table of ['samples', 'retried_attempts', 'runs'])
      await engine.client.command({
        query: `ALTER TABLE ${table} DELETE WHERE run_id = {run:String} SETTINGS mutations_sync = 1`,
        query_params: { run: gone.run.run_id },
      });
    await refreshRollups(engine.client, [gone.run.run_id]);
  }
}

async function carryOut(
  world: World,
  step: typeof command extends fc.Arbitrary<infer T> ? T : never,
): Promise<void> {
  if (step.kind === 'insert') return world.insert(step.hour, step.cases);
  if (step.kind === 'delete') return world.remove(step.pick);
  if (step.kind === 'refresh') return refreshRollups(engine.client);
  if (step.kind === 'header') {
    const made = world.runs[step.pick % Math.max(1, world.runs.length)];
    return made && world.store.putRun({ ...made.run, suite_name: 'renamed' }, []);
  }
  const changes: Record<string, (sample: Sample, index: number) => Sample> = {
    duplicate: (sample) => sample,
    score: (sample, i) =>
      sample.quality === null
        ? sample
        : { ...sample, quality: (i % 5) / 4, correct: i % 5 === 4, scores: { late: (i % 5) / 4 } },
    price: (sample, i) => ({ ...sample, cost_nanousd: i % 4 === 0 ? null : 5000 + i }),
    move: (sample) => ({ ...sample, started_at_ms: sample.started_at_ms + 5 * hourMs }),
  };
  return world.rewrite(step.pick, changes[step.kind] as (sample: Sample) => Sample);
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
const counted = (texts: string[]) =>
  Object.fromEntries(
    [...Map.groupBy(texts.filter(Boolean), (text) => text)].map(([text, all]) => [text, all.length]),
  );
const total = (values: (number | null)[]) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

interface Row {
  place: string;
  n: number;
  outcomes: Record<string, number>;
  quality_n: number;
  quality_sum: number;
  cost_n: number;
  cost_nanousd: number;
  e2e_n: number;
  e2e_sum: number;
  e2e_squares: number;
  retries: number;
  score_n: Record<string, number>;
  tokens: Record<string, number>;
}

/** The rollup's figures by hour or day, target and host. */
const rolledUp = (table: 'rollup_hours' | 'rollup_days', at: 'hour' | 'day', runs: string[]) =>
  ask<Row>(
    engine.client,
    `SELECT concat(toString(toUnixTimestamp(${at})), ' ', target_key, ' ', served_by) AS place, sum(n) AS n,
       sumMap(outcomes) AS outcomes, sum(quality_n) AS quality_n, sum(quality_sum) AS quality_sum, sum(cost_n) AS cost_n,
       sum(cost_nanousd) AS cost_nanousd, sum(e2e_ms_n) AS e2e_n, sum(e2e_ms_sum) AS e2e_sum,
       sum(e2e_ms_squares) AS e2e_squares, sum(retries) AS retries, sumMap(score_n) AS score_n, sumMap(tokens) AS tokens
     FROM (SELECT * FROM ${table} FINAL WHERE project = {project:String} AND n > 0)
     GROUP BY place ORDER BY place`,
    { project: runs[0] ?? 'default' },
  );

function expected(world: World, atMs: number): Map<string, Sample[]> {
  const all = world.runs.flatMap(({ batch }) => batch.samples);
  return Map.groupBy(
    all,
    ({ started_at_ms: at, target_key: key, served_by: host }) =>
      `${(Math.floor(at / atMs) * atMs) / 1000} ${key} ${host}`,
  );
}

function assertEqual(rows: Row[], groups: Map<string, Sample[]>, world: World): void {
  expect(rows.map(({ place }) => place)).toEqual([...groups.keys()].toSorted());
  const retries = Map.groupBy(
    world.runs.flatMap(({ batch }) => batch.retried),
    ({ sample_id: id }) => id,
  );
  for (const row of rows) {
    const samples = groups.get(row.place) ?? [];
    const ok = samples.filter(({ outcome }) => outcome === 'ok');
    const e2e = ok.flatMap(({ e2e_ms }) => (e2e_ms === null ? [] : [e2e_ms])).toSorted((a, b) => a - b);
    const qualities = ok.flatMap(({ quality }) => (quality === null ? [] : [quality]));
    const costs = samples.flatMap(({ cost_nanousd: cost }) => (cost === null ? [] : [cost]));
    expect(row).toMatchObject({
      n: samples.length,
      outcomes: counted(samples.map(({ outcome }) => outcome)),
      quality_n: qualities.length,
      cost_n: costs.length,
      cost_nanousd: total(costs),
      e2e_n: e2e.length,
      retries: total(samples.map(({ sample_id: id }) => retries.get(id)?.length ?? 0)),
      score_n: counted(samples.flatMap(({ scores }) => Object.keys(scores))),
    });
    expect(row.tokens['output'] ?? 0).toBe(total(samples.map(({ output_tokens: tokens }) => tokens)));
    expect(close(row.quality_sum, total(qualities))).toBe(true);
    expect(close(row.e2e_sum, total(e2e))).toBe(true);
    expect(close(row.e2e_squares, total(e2e.map((ms) => ms * ms)))).toBe(true);
  }
}

/** Calls that questions over time find, those of emptied places left out. */
async function answeredOver({ store }: World, bucket: 'hour' | 'day'): Promise<number> {
  const sinceMs = nowMs - 90 * 24 * hourMs;
  const period = { sinceMs: Math.floor(sinceMs / hourMs) * hourMs, untilMs: nowMs + 90 * 24 * hourMs };
  const { rows } = await store.history({ ...period, bucket, by: ['host'], source: 'benchmark' });
  return rows.reduce((calls, { n }) => calls + n, 0);
}

it('are what the rows are, after any inserts, duplicates, late scores, new prices, moves and deletions', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 10 }), async (steps) => {
      for (const table of [
        'samples',
        'retried_attempts',
        'runs',
        'run_cases',
        'rollup_hours',
        'rollup_days',
        'rollup_runs',
      ])
        await engine.client.command({ query: `TRUNCATE TABLE ${table}` });
      const world = new World();
      for (const step of steps) await carryOut(world, step);
      await refreshRollups(engine.client);
      assertEqual(await rolledUp('rollup_hours', 'hour', ['default']), expected(world, hourMs), world);
      assertEqual(await rolledUp('rollup_days', 'day', ['default']), expected(world, 24 * hourMs), world);
      for (const bucket of ['hour', 'day'] as const)
        expect(await answeredOver(world, bucket)).toBe(
          world.runs.reduce((calls, { batch }) => calls + batch.samples.length, 0),
        );
    }),
    // the bench of the same name tries many more
    { numRuns: Number(process.env['ASSAY_ROLLUP_SEQUENCES'] ?? 5) },
  );
});

it('have percentiles within half a percent of those of the rows', async () => {
  const made = madeUp({
    runId: newId(),
    targets: 1,
    cases: 4000,
    payloads: false,
    startedAtMs: nowMs - 30 * hourMs,
  });
  made.batch.samples = made.batch.samples.map((sample, i) => ({
    ...sample,
    project: 'percentiles',
    started_at_ms: sample.started_at_ms + i * 20_000,
  }));
  const store = clickHouseStore(engine, defaultRetention);
  await store.putRun(made.run, made.cases);
  await store.insert(made.batch);
  await refreshRollups(engine.client);
  const [merged] = await ask<{ rolled: number[]; raw: number[] }>(
    engine.client,
    `SELECT (SELECT ${mergedDigest('e2e_ms')} FROM rollup_hours FINAL WHERE project = 'percentiles') AS rolled,
       (SELECT quantilesExactInclusive(0.5, 0.95, 0.99)(e2e_ms) FROM samples FINAL WHERE project = 'percentiles' AND outcome = 'ok') AS raw`,
  );
  for (const [i, level] of [0.5, 0.95, 0.99].entries()) {
    const rolled = merged?.rolled[digestLevels.indexOf(level)] as number;
    expect(Math.abs(rolled / (merged?.raw[i] as number) - 1), `quantile ${level}`).toBeLessThan(0.005);
  }
  expect(merged?.raw).toHaveLength(3);
});

it('stay when the rows they were made of have expired', async () => {
  const made = madeUp({
    runId: newId(),
    targets: 1,
    cases: 20,
    payloads: false,
    startedAtMs: nowMs - 20 * 24 * hourMs,
  });
  made.batch.samples = made.batch.samples.map((sample) => ({ ...sample, project: 'old' }));
  const store = clickHouseStore(engine, defaultRetention);
  await store.putRun(made.run, made.cases);
  await store.insert(made.batch);
  await refreshRollups(engine.client);
  const cutoff = { project: 'default', suite_name: 'made up', payloads: null, figures: null };
  await store.dropExpired([{ ...cutoff, samples: Math.floor(nowMs / dayMs) * dayMs - 10 * dayMs }]);
  // written again: its figures would be made anew, of no samples
  await store.putRun({ ...made.run, status: 'partial' }, []);
  await refreshRollups(engine.client);
  const [kept] = await ask<{ n: number }>(
    engine.client,
    "SELECT sum(n) AS n FROM rollup_days FINAL WHERE project = 'old'",
  );
  expect(kept?.n).toBe(20);
});
