import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Sample } from '../contract/sample.ts';
import { newId } from '../base/id.ts';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { describeResultStore } from '../../test/store-conformance.ts';
import { ask } from './ask.ts';
import { openEmbedded } from './engine.ts';
import { openStore } from './open-store.ts';

const dirs: string[] = [];
function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'assay-store-'));
  dirs.push(dir);
  return dir;
}
afterAll(() => dirs.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

describeResultStore('ClickHouse in the process', () => openStore({ dataDir: freshDir() }));

it('keeps everything over close and open', async () => {
  const dataDir = freshDir();
  const { run, cases, batch } = madeUp({ runId: newId(), targets: 1, cases: 5 });
  const first = await openStore({ dataDir });
  await first.putRun(run, cases);
  await first.insert(batch);
  await first.close();
  const second = await openStore({ dataDir });
  const kept: Sample[] = [];
  for await (const samples of second.samples(run.run_id)) kept.push(...samples);
  expect(kept).toHaveLength(5);
  expect(kept).toEqual(batch.samples);
  expect(await second.getRun('latest')).toEqual(run);
  await second.close();
});

it('opens a directory as often as it is asked to', async () => {
  const dataDir = freshDir();
  await (await openStore({ dataDir })).close();
  // the engine keeps some threads of each opening: at its limit it would wait for one for ever
  for (let i = 0; i < 40; i++) await (await openEmbedded(dataDir)).close();
  const again = await openStore({ dataDir });
  expect(await again.listRuns()).toEqual([]);
  await again.close();
});

it('says who holds the directory when another process does', async () => {
  const dataDir = freshDir();
  const store = await openStore({ dataDir });
  const script = `import { openStore } from ${JSON.stringify(new URL('./open-store.ts', import.meta.url).href)};
    await openStore({ dataDir: ${JSON.stringify(dataDir)} }).then(() => console.log('opened'), (e) => console.log(JSON.stringify({ code: e.code, message: e.message, remedy: e.remedy })));`;
  const other = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  await store.close();
  const said = JSON.parse(other.stdout) as { code: string; message: string; remedy: string };
  expect(said.code).toBe('store-busy');
  expect(said.message).toContain(`pid ${process.pid}`);
  expect(said.remedy).toContain('--data-dir');
});

it('refuses a sample that would be dropped at once for its age', async () => {
  const store = await openStore({ dataDir: freshDir(), retention: { samplesDays: 10 } });
  const startedAtMs = Date.now() - 11 * 86_400_000;
  const { batch } = madeUp({ runId: newId(), targets: 1, cases: 1, startedAtMs });
  await expect(store.insert(batch)).rejects.toMatchObject({ code: 'store-failed' });
  await store.close();
});

/** Opens the store in a process whose working directory is `cwd`; prints what it lists. */
function listFrom(cwd: string, dataDir: string): { code: number | null; said: string } {
  const script = `import { openStore } from ${JSON.stringify(new URL('./open-store.ts', import.meta.url).href)};
    const store = await openStore({ dataDir: ${JSON.stringify(dataDir)} });
    console.log((await store.listRuns()).map(({ run_id }) => run_id).join());
    await store.close();`;
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd, encoding: 'utf8' });
  return { code: done.status, said: `${done.stdout}${done.stderr}`.trim() };
}

it('takes no file of the working directory for a table', () => {
  const cwd = freshDir();
  for (const name of ['runs', 'samples', 'schema_migrations']) writeFileSync(join(cwd, name), 'a,b\n1,2\n');
  mkdirSync(join(cwd, 'run_cases'));
  expect(listFrom(cwd, freshDir())).toEqual({ code: 0, said: '' });
  expect(readFileSync(join(cwd, 'runs'), 'utf8')).toBe('a,b\n1,2\n');
});

it('moves the tables of an earlier version, with what is in them', async () => {
  const dataDir = freshDir();
  const { run, cases, batch } = madeUp({ runId: newId(), targets: 1, cases: 5 });
  const store = await openStore({ dataDir });
  await store.putRun(run, cases);
  await store.insert(batch);
  await store.close();
  // as they were before tables had a database of their own
  const engine = await openEmbedded(dataDir);
  const tables = await ask<{ name: string }>(engine.client, 'SHOW TABLES');
  for (const { name } of tables) {
    for (const query of [
      `CREATE TABLE default.${name} AS assay.${name}`,
      `INSERT INTO default.${name} SELECT * FROM assay.${name}`,
      `DROP TABLE assay.${name}`,
    ])
      await engine.client.command({ query });
  }
  await engine.close();
  const again = await openStore({ dataDir });
  const kept: Sample[] = [];
  for await (const samples of again.samples(run.run_id)) kept.push(...samples);
  expect(kept).toEqual(batch.samples);
  await again.close();
});
