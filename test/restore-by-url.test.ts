/** A backup of a data directory restored to a ClickHouse server, and one of that server: the same rows. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backup } from '../src/app/backup/backup.ts';
import { restore } from '../src/app/backup/restore.ts';
import { createAppContext } from '../src/app/create-app-context.ts';
import { history } from '../src/app/history/history.ts';
import { newId } from '../src/base/id.ts';
import type { TableDump } from '../src/contract/backup.ts';
import { openStore } from '../src/store/open-store.ts';
import { startClickHouse, type ClickHouseEndpoint } from './clickhouse/clickhouse-endpoint.ts';
import { madeUp } from './made-up/made-up-run.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-restore-url-'));
const dataDir = join(root, 'data');
const contextOf = (dir: string, results?: string) =>
  createAppContext({ dataDir: dir, cwd: root, env: {}, ...(results !== undefined && { results }) });
let server: ClickHouseEndpoint;
let before: TableDump;
let made: Awaited<ReturnType<typeof backup>>;

beforeAll(async () => {
  const { run, cases, batch } = madeUp({ runId: newId(), targets: 2, cases: 30 });
  await contextOf(dataDir).withStore(async (store) => {
    await store.putRun(run, cases);
    await store.insert(batch);
  });
  await history({}, contextOf(dataDir));
  writeFileSync(join(dataDir, 'labels.jsonl'), '{"label":1}\n');
  made = await backup({ folder: 'backups' }, contextOf(dataDir));
  const store = await openStore({ dataDir });
  before = await store.dump();
  await store.close();
  // a process has one engine open at a time
  mkdirSync(join(root, 'server'));
  server = await startClickHouse(join(root, 'server'));
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

it('restores to a server that is empty, and never over data', async () => {
  const restored = await restore({ backup: 'backups' }, contextOf(join(root, 'files'), server.url));
  expect(restored.rows).toEqual(made.rows);
  const store = await openStore({ url: server.url });
  try {
    expect((await store.dump()).chunks).toEqual(before.chunks);
  } finally {
    await store.close();
  }
  const again = restore({ backup: 'backups' }, contextOf(join(root, 'more'), server.url));
  await expect(again).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/never restored over data/) as string,
  });
});

it('backs up a server as it does a data directory', async () => {
  const again = await backup({ folder: 'of-server' }, contextOf(join(root, 'files'), server.url));
  expect(again.rows).toEqual(made.rows);
  expect((await server.execute('SELECT count() FROM assay.samples FINAL')).trim()).toBe('60');
});
