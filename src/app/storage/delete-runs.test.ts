/** Deleting removes all of a run and nothing else: what is left is compared by hash, row by row and file by file. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keptRun } from '../../../test/made-up/kept-run.ts';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { newId } from '../../base/id.ts';
import type { Run } from '../../contract/run.ts';
import { recoverRuns } from '../../conduct/recover.ts';
import { ask } from '../../store/ask.ts';
import { clickHouseStore } from '../../store/clickhouse-store.ts';
import { openEmbedded, type Engine } from '../../store/engine.ts';
import { migrate } from '../../store/migrate.ts';
import { defaultRetention } from '../../store/retention.ts';
import { createServingContext } from '../create-app-context.ts';
import { deleteRuns } from './delete-runs.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-delete-'));
let engine: Engine;

beforeAll(async () => {
  engine = await openEmbedded(dataDir);
  await migrate(engine.client);
});
afterAll(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const contextOf = (of: Engine = engine) =>
  createServingContext({ dataDir, cwd: dataDir, env: {} }, clickHouseStore(of, defaultRetention), undefined);

const dayMs = 86_400_000;
const nowMs = Date.now();

/** Two suites and two projects on the same days; one in three has a journal. */
async function fill(count: number): Promise<Run[]> {
  const store = clickHouseStore(engine, defaultRetention);
  const runs: Run[] = [];
  for (let i = 0; i < count; i++) {
    const startedAtMs = nowMs - (count - i) * 0.4 * dayMs;
    const made = madeUp({ runId: newId(), targets: 2, cases: 6, startedAtMs });
    const project = i % 2 ? 'other' : 'default';
    const run = { ...made.run, suite_name: i % 3 ? 'triage' : 'made up', project };
    const batch = { ...made.batch, samples: made.batch.samples.map((sample) => ({ ...sample, project })) };
    await store.putRun(run, made.cases);
    await store.insert(batch);
    await store.insert(batch);
    runs.push(run);
    if (i % 3 === 0) {
      const kept = await keptRun(dataDir, { cases: 4 });
      mkdirSync(join(kept.path, 'files'));
      writeFileSync(join(kept.path, 'files', 'a'.repeat(64)), Buffer.alloc(1000, i));
      runs.push(kept.run);
    }
  }
  await recoverRuns(dataDir, store, { isAlive: () => false });
  await store.refresh();
  return runs;
}

async function empty(): Promise<void> {
  for (const { name } of await tablesWith('version'))
    if (name !== 'schema_migrations') await engine.client.command({ query: `TRUNCATE TABLE ${name}` });
  rmSync(join(dataDir, 'runs'), { recursive: true, force: true });
}

const tablesWith = (column: string) =>
  ask<{ name: string }>(
    engine.client,
    `SELECT c.table AS name FROM system.columns AS c
     WHERE c.database = currentDatabase() AND c.name = '${column}' ORDER BY c.table`,
  );

/** Also of none. */
const list = (ids: readonly string[]) => `(${['none', ...ids].map((id) => `'${id}'`).join(', ')})`;

const filesIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

/** Every row that names a run, without those of `gone`; the figures by day as the samples give them; every file. */
async function restOf(gone: readonly string[]) {
  const tables: Record<string, unknown> = {};
  for (const { name } of await tablesWith('run_id')) {
    const columns = await ask<{ name: string }>(
      engine.client,
      `SELECT if(type LIKE 'AggregateFunction%', concat('finalizeAggregation(', name, ')'), name) AS name
       FROM system.columns WHERE database = currentDatabase() AND table = '${name}'`,
    );
    [tables[name]] = await ask(
      engine.client,
      `SELECT count() AS rows, toString(sum(cityHash64(tuple(${columns.map((each) => each.name).join(', ')})))) AS hash
       FROM ${name} FINAL WHERE toString(run_id) NOT IN ${list(gone)}`,
    );
  }
  const files = filesIn(join(dataDir, 'runs'))
    .filter((path) => !gone.some((id) => path.includes(id)))
    .map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]);
  expect(Object.keys(tables)).toContain('samples');
  return { tables, files };
}

const byDay = (from: string) =>
  ask(
    engine.client,
    `SELECT toString(day) AS day, suite_name, project, target_key, toUInt32(sum(n)) AS n, toString(sum(cost)) AS cost FROM (${from})
     GROUP BY day, suite_name, project, target_key HAVING n > 0 ORDER BY ALL`,
  );

async function expectFiguresOfSamples(): Promise<void> {
  const rolled = await byDay(
    'SELECT day, suite_name, project, target_key, n, cost_nanousd AS cost FROM rollup_days FINAL',
  );
  const raw = await byDay(
    `SELECT toStartOfDay(toDateTime(s.started_at_ms / 1000, 'UTC')) AS day, r.suite_name AS suite_name, s.project AS project,
       s.target_key AS target_key, 1 AS n, ifNull(s.cost_nanousd, 0) AS cost
     FROM (SELECT * FROM samples FINAL) AS s INNER JOIN (SELECT * FROM runs FINAL) AS r ON r.run_id = toString(s.run_id)`,
  );
  expect(rolled).toEqual(raw);
}

async function expectNothingOf(gone: readonly string[]): Promise<void> {
  for (const { name } of await tablesWith('run_id')) {
    const left = await ask(
      engine.client,
      `SELECT run_id FROM ${name} WHERE toString(run_id) IN ${list(gone)}`,
    );
    expect(left, name).toEqual([]);
  }
  const names = existsSync(join(dataDir, 'runs')) ? readdirSync(join(dataDir, 'runs')) : [];
  expect(names.filter((name) => gone.some((id) => name.includes(id)))).toEqual([]);
}

it('removes all of the runs that are named, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), async (picks) => {
      await empty();
      const runs = await fill(4);
      const gone = runs.filter((_, i) => picks[i]).map(({ run_id: id }) => id);
      if (gone.length === 0) return;
      const [rest, all] = [await restOf(gone), await restOf([])];
      const shown = await deleteRuns({ runs: gone }, contextOf());
      expect(shown.applied).toBe(false);
      expect(await restOf([])).toEqual(all);
      const done = await deleteRuns({ runs: gone, apply: true }, contextOf());
      expect(done).toEqual({ ...shown, applied: true });
      expect(await restOf([])).toEqual(rest);
      await expectNothingOf(gone);
      await expectFiguresOfSamples();
    }),
    { numRuns: 2 },
  );
});

it('shows how many rows, files and bytes would go', async () => {
  await empty();
  const runs = await fill(1);
  const [stored, kept] = runs as [Run, Run];
  const shown = await deleteRuns({ runs: [stored.run_id.slice(0, 20), kept.run_id] }, contextOf());
  expect(shown.runs.map(({ run_id: id }) => id)).toEqual([stored.run_id, kept.run_id]);
  // 2 × 6 and 4 samples; each was written twice and counts once
  expect(shown.rows).toMatchObject({ runs: 2, samples: 16, sample_payloads: 16, run_cases: 10 });
  expect(shown.row_bytes).toBeGreaterThan(0);
  const [, journaled] = shown.runs;
  const names = readdirSync(join(dataDir, 'runs', kept.run_id));
  // the folder of attachments has one file
  expect(journaled?.files).toBe(names.length);
  expect(journaled?.file_bytes).toBeGreaterThan(1000);
  expect(shown.shared).toBeNull();
});

it('takes all runs that began before a date, of a suite or project alone', async () => {
  await empty();
  const runs = (await fill(6)).filter(({ started_at_ms: at }) => at < nowMs - 0.6 * dayMs);
  const beforeMs = nowMs - 0.6 * dayMs;
  const asked = async (more: { suite?: string; project?: string }) =>
    (await deleteRuns({ beforeMs, ...more }, contextOf())).runs.map(({ run_id: id }) => id);
  const idsOf = (some: Run[]) => some.map(({ run_id: id }) => id);
  expect(await asked({})).toEqual(idsOf(runs));
  expect(await asked({ suite: 'triage' })).toEqual(idsOf(runs.filter((run) => run.suite_name === 'triage')));
  expect(await asked({ project: 'other' })).toEqual(idsOf(runs.filter((run) => run.project === 'other')));
  expect(await asked({ suite: 'none' })).toEqual([]);
});

/** Which statement of the deletion fails: of the samples, of the figures by hour and day, of the run itself. */
it.each([3, 7, 11])('is completed by repeating when statement %d failed', async (failing) => {
  await empty();
  const [stored, kept] = (await fill(1)) as [Run, Run];
  const gone = [stored.run_id, kept.run_id];
  let commands = 0;
  const command: Engine['client']['command'] = (params) =>
    ++commands === failing ? Promise.reject(new Error('cut off')) : engine.client.command(params);
  const client = new Proxy(engine.client, {
    get: (target, name) => (name === 'command' ? command : Reflect.get(target, name).bind?.(target)),
  });
  const first = deleteRuns({ runs: gone, apply: true }, contextOf({ ...engine, client }));
  await expect(first).rejects.toThrow('cut off');
  // a command that opens the data in between brings nothing back
  await recoverRuns(dataDir, clickHouseStore(engine, defaultRetention), { isAlive: () => false });
  expect(await deleteRuns({ runs: gone, apply: true }, contextOf())).toMatchObject({ applied: true });
  await expectNothingOf(gone);
  await expectFiguresOfSamples();
});

it('refuses runs that are still running, and leaves all as it is', async () => {
  await empty();
  const runs = await fill(1);
  const [first, kept] = runs as [Run, Run];
  const store = clickHouseStore(engine, defaultRetention);
  await store.putRun({ ...first, status: 'running' }, []);
  const all = await restOf([]);
  const refused = deleteRuns({ runs: [first.run_id], apply: true }, contextOf());
  await expect(refused).rejects.toMatchObject({
    code: 'usage',
    message: `run ${first.run_id} is still running`,
  });
  // a process has locked it, to resume it
  writeFileSync(join(dataDir, 'runs', kept.run_id, 'lock'), String(process.ppid));
  await expect(deleteRuns({ runs: [kept.run_id], apply: true }, contextOf())).rejects.toThrow(
    'still running',
  );
  rmSync(join(dataDir, 'runs', kept.run_id, 'lock'));
  expect(await restOf([])).toEqual(all);
});

it.each([
  [{}, 'no runs are named'],
  [{ runs: ['x'], beforeMs: 1 }, 'runs are named both by id and by date'],
  [{ runs: ['x'], suite: 'a' }, 'a suite or a project narrows down a date, and there is none'],
])('refuses %o', async (input, message) => {
  await expect(deleteRuns(input, contextOf())).rejects.toMatchObject({ code: 'usage', message });
});

it('knows no run that is not there', async () => {
  await expect(deleteRuns({ runs: [newId()] }, contextOf())).rejects.toMatchObject({ code: 'run-not-found' });
});
