/** Retention removes exactly what is past its time: what is left is compared by hash, row by row and file by file. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptRun } from '../../../test/made-up/kept-run.ts';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { newId } from '../../base/id.ts';
import { recoverRuns } from '../../conduct/recover.ts';
import type { Run } from '../../contract/run.ts';
import { ask } from '../../store/ask.ts';
import { clickHouseStore } from '../../store/clickhouse-store.ts';
import { openEmbedded, type Engine } from '../../store/engine.ts';
import { migrate } from '../../store/migrate.ts';
import { defaultRetention } from '../../store/retention.ts';
import { createServingContext } from '../create-app-context.ts';
import { applyRetention } from './apply-retention.ts';
import { retentionPath } from './retention-file.ts';
import { setRetention } from './set-retention.ts';
import { storage } from './storage.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-retention-'));
let engine: Engine;

beforeAll(async () => {
  engine = await openEmbedded(dataDir);
  await migrate(engine.client);
});
afterAll(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const dayMs = 86_400_000;
const startMs = Date.now();
const storeOf = (of: Engine = engine) => clickHouseStore(of, defaultRetention);

/** So many days from now. */
function contextIn(days: number, of: Engine = engine) {
  const context = createServingContext({ dataDir, cwd: dataDir, env: {} }, storeOf(of), undefined);
  const clock = { nowMs: () => 0, wallClockMs: () => startMs + days * dayMs };
  return { ...context, clock };
}

const written = ['samples', 'sample_payloads', 'retried_attempts', 'run_cases', 'runs'];
const derived = ['rollup_hours', 'rollup_days', 'rollup_runs', 'retention_passes'];

async function empty(): Promise<void> {
  for (const table of [...written, ...derived])
    await engine.client.command({ query: `TRUNCATE TABLE ${table}` });
  rmSync(join(dataDir, 'runs'), { recursive: true, force: true });
  rmSync(retentionPath(dataDir), { force: true });
}

interface Place {
  project: string;
  suite: string;
}

/** A run whose calls are spread over three days. */
async function put({ project, suite }: Place, daysAgo: number): Promise<Run> {
  const made = madeUp({ runId: newId(), targets: 1, cases: 9, startedAtMs: startMs - daysAgo * dayMs });
  const run = { ...made.run, project, suite_name: suite };
  const later = <Row extends { started_at_ms: number }>(row: Row, i: number) => ({
    ...row,
    started_at_ms: row.started_at_ms + (i % 3) * 0.9 * dayMs,
  });
  const samples = made.batch.samples.map((sample, i) => ({ ...later(sample, i), project }));
  await storeOf().putRun(run, made.cases);
  await storeOf().insert({
    samples,
    payloads: made.batch.payloads.map(later),
    retried: made.batch.retried.map((row) => ({ ...row, started_at_ms: samples[0]?.started_at_ms ?? 0 })),
  });
  return run;
}

/** Rows and their hash. `where`: which. */
async function hashOf(table: string, where = 'true') {
  const columns = await ask<{ name: string }>(
    engine.client,
    `SELECT if(c.type LIKE 'AggregateFunction%', concat('finalizeAggregation(', c.name, ')'), c.name) AS name
     FROM system.columns AS c WHERE c.database = currentDatabase() AND c.table = '${table}' AND c.default_kind != 'ALIAS'`,
  );
  const [found] = await ask<{ counted: number; hash: string }>(
    engine.client,
    `SELECT count() AS counted, toString(sum(cityHash64(tuple(${columns.map(({ name }) => name).join(', ')})))) AS hash
     FROM (SELECT * FROM ${table} FINAL WHERE ${where})`,
  );
  return found;
}

/** Calls in the figures by day. */
const total = (where = 'true') =>
  ask(engine.client, `SELECT sum(n) AS calls FROM (SELECT * FROM rollup_days FINAL WHERE ${where})`);

const places: Place[] = [
  { project: 'default', suite: 'triage' },
  { project: 'default', suite: 'chat' },
  { project: 'other', suite: 'triage' },
];
const days = fc.integer({ min: 1, max: 40 });
const policies = fc.record({ samples: days, payloads: days, figures: days, ofSuite: days, ofProject: days });

it('removes exactly what is past its time, by project and suite, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(policies, async ({ samples, payloads, figures, ofSuite, ofProject }) => {
      await empty();
      const runs: [Run, Place][] = [];
      for (const [i, place] of places.entries())
        for (const ago of [4 + 8 * i, 35]) runs.push([await put(place, ago), place]);
      await storeOf().refresh();
      const context = contextIn(0);
      const text = (count: number) => `${count}d`;
      await setRetention(
        { samples: text(samples), payloads: text(payloads), figures: text(figures) },
        context,
      );
      await setRetention({ samples: text(ofSuite), suite: 'chat' }, context);
      await setRetention({ payloads: text(ofProject), project: 'other' }, context);

      const cutoff = (count: number) => Math.floor((startMs - count * dayMs) / dayMs) * dayMs;
      const daysOf = ({ project, suite }: Place) => {
        const ownSamples = suite === 'chat' ? ofSuite : samples;
        return {
          samples: ownSamples,
          payloads: Math.min(ownSamples, project === 'other' ? ofProject : payloads),
          figures: Math.max(ownSamples, figures),
        };
      };
      const stays = (kind: 'samples' | 'payloads', time = 'started_at_ms') =>
        runs
          .map(
            ([{ run_id: id }, place]) => `(run_id = '${id}' AND ${time} >= ${cutoff(daysOf(place)[kind])})`,
          )
          .join(' OR ');
      const figuresStay = places
        .map(
          (place) =>
            `(project = '${place.project}' AND suite_name = '${place.suite}' AND toUnixTimestamp(day) * 1000 >= ${cutoff(daysOf(place).figures)})`,
        )
        .join(' OR ');
      const hour = 'toUnixTimestamp(hour) * 1000';
      const expected = {
        samples: await hashOf('samples', stays('samples')),
        retried_attempts: await hashOf('retried_attempts', stays('samples')),
        rollup_hours: await hashOf('rollup_hours', stays('samples', hour)),
        sample_payloads: await hashOf('sample_payloads', stays('payloads')),
        rollup_days: await hashOf('rollup_days', figuresStay),
        runs: await hashOf('runs'),
        run_cases: await hashOf(
          'run_cases',
          `run_id IN (SELECT toString(run_id) FROM samples WHERE ${stays('samples')})`,
        ),
      };
      const figuresBefore = await total(figuresStay);
      const due = await storage({}, context);
      const pass = await applyRetention({}, context);
      expect(pass.removed).toEqual(due.expired);
      const left: Record<string, unknown> = {};
      for (const table of Object.keys(expected)) left[table] = await hashOf(table);
      expect(left).toEqual(expected);

      // figures of what is gone cannot be made any more: they stay, whatever is written of their runs
      for (const [run] of runs) await storeOf().putRun({ ...run, status: 'partial' }, []);
      await storeOf().refresh(runs.map(([{ run_id: id }]) => id));
      expect(await total(figuresStay)).toEqual(figuresBefore);
      expect(await applyRetention({}, context)).toMatchObject({ removed: [], runs: [] });
      expect(await storage({}, context)).toMatchObject({ expired: [], lag_seconds: 0 });
    }),
    { numRuns: 2, endOnFailure: true },
  );
});

it('keeps the figures by day of calls that were not yet rolled up when they went', async () => {
  await empty();
  const run = await put(places[0] as Place, 30);
  await setRetention({ samples: '10d' }, contextIn(0));
  expect(await applyRetention({}, contextIn(0))).toMatchObject({ runs: [run.run_id] });
  expect(await hashOf('samples')).toMatchObject({ counted: 0 });
  expect(await total()).toEqual([{ calls: 9 }]);
  // a run of another suite on the same days: its figures leave those of the first alone
  await put({ project: 'default', suite: 'chat' }, 30);
  await storeOf().refresh();
  expect(await total()).toEqual([{ calls: 18 }]);
});

it('is completed by the next pass, wherever it was interrupted', async () => {
  await empty();
  await put(places[0] as Place, 30);
  await put(places[1] as Place, 5);
  await storeOf().refresh();
  await setRetention({ samples: '10d', payloads: '2d', figures: '20d' }, contextIn(0));
  const all = ['samples', 'sample_payloads', 'retried_attempts', 'rollup_hours', 'rollup_days', 'run_cases'];
  const rest = async () => Promise.all(all.map(async (table) => (await hashOf(table))?.counted));
  const statements = (query: string) => query.startsWith('ALTER');
  for (const failing of [1, 3, 4, 5]) {
    let count = 0;
    const command: Engine['client']['command'] = (params) =>
      statements(params.query) && ++count === failing
        ? Promise.reject(new Error('cut off'))
        : engine.client.command(params);
    const client = new Proxy(engine.client, {
      get: (target, name) => (name === 'command' ? command : Reflect.get(target, name).bind?.(target)),
    });
    await applyRetention({}, contextIn(0, { ...engine, client })).catch(() => undefined);
  }
  await applyRetention({}, contextIn(0));
  const [samples, payloads, , , , cases] = await rest();
  expect({ samples, payloads, cases }).toEqual({ samples: 9, payloads: 0, cases: 9 });
  expect(await total()).toEqual([{ calls: 9 }]);
});

it('removes nothing from results without a run', async () => {
  await empty();
  expect(await applyRetention({}, contextIn(0))).toMatchObject({ removed: [], runs: [] });
});

describe('journals', () => {
  it('go with their time, where the results have the run; others stay', async () => {
    await empty();
    const old = await keptRun(dataDir, { cases: 2 });
    await recoverRuns(dataDir, storeOf(), { isAlive: () => false });
    const unstored = await keptRun(dataDir, { cases: 2 });
    await setRetention({ journals: '60d' }, contextIn(0));
    expect((await applyRetention({}, contextIn(59))).removed.map(({ what }) => what)).toEqual([]);
    expect((await storage({}, contextIn(62))).expired).toMatchObject([{ what: 'journals', rows: 1 }]);
    // somebody is at it
    writeFileSync(join(old.path, 'lock'), String(process.ppid));
    expect(await applyRetention({}, contextIn(62))).toMatchObject({ removed: [] });
    rmSync(join(old.path, 'lock'));
    expect(await applyRetention({}, contextIn(62))).toMatchObject({
      removed: [{ what: 'journals', rows: 1 }],
      runs: [old.runId],
    });
    expect([existsSync(old.path), existsSync(unstored.path)]).toEqual([false, true]);
    expect((await hashOf('samples'))?.counted).toBe(2);
  });
});

describe('retention.yaml', () => {
  it('is written by what is set, rule by rule, and read back', async () => {
    await empty();
    const set = (input: Parameters<typeof setRetention>[0]) => setRetention(input, contextIn(0));
    await set({ samples: '2y', journals: 'always' });
    await set({ payloads: '12w', suite: 'a "b"' });
    await set({ samples: '30d', suite: 'a "b"' });
    await set({ figures: '10y', suite: 'triage', project: 'p' });
    const { retention } = await storage({}, contextIn(0));
    expect(retention).toEqual({
      file: retentionPath(dataDir),
      kept: { samples: 731, payloads: 90, figures: 1827, journals: null },
      rules: [
        { suite: 'a "b"', payloads: 84, samples: 30 },
        { project: 'p', suite: 'triage', figures: 3653 },
      ],
    });
  });

  it('is refused with everything that is wrong in it, and nothing is removed', async () => {
    await empty();
    await put(places[0] as Place, 300);
    writeFileSync(
      retentionPath(dataDir),
      'samples: 10\npayload: 3d\nfigures: 0d\nrules:\n  - { samples: 3d }\n  - { suite: a }\n',
    );
    const refused = applyRetention({}, contextIn(0));
    await expect(refused).rejects.toMatchObject({ code: 'usage' });
    const at = (line: number, column: number) => ({ file: retentionPath(dataDir), line, column });
    await expect(refused).rejects.toMatchObject({
      problems: [
        { message: '`samples` is 10.', location: at(1, 10) },
        { message: '`figures` is "0d".', location: at(3, 10) },
        { message: '`rules[0]` is {"samples":"3d"}.', location: at(5, 5) },
        { message: '`rules[1]` is {"suite":"a"}.', location: at(6, 5) },
        { message: '`payload` is not a field of the file.', location: at(2, 1) },
      ],
    });
    expect((await hashOf('samples'))?.counted).toBe(9);
  });
});
