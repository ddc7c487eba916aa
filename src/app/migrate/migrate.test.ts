/** Results of a data directory moved to a ClickHouse server: the real engine behind an endpoint, in another process. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkClickHouse } from '../../../test/clickhouse/fork-clickhouse.ts';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { newId } from '../../base/id.ts';
import { openFileControlData } from '../../control/data/open-control-data.ts';
import { createApp } from '../../server/create-app.ts';
import { LiveHub } from '../../server/live-hub.ts';
import { openStore } from '../../store/open-store.ts';
import { openRemoteStore } from '../../store/remote.ts';
import type { AppSettings } from '../context.ts';
import { createAppContext, createServingContext } from '../create-app-context.ts';
import { history } from '../history/history.ts';
import { migrate } from './migrate.ts';
import { moveSuites } from './move-suites.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-migrate-'));
const dataDir = join(root, 'data');
const dayMs = 86_400_000;
const startedAtMs = Date.now() - 3 * dayMs;
let server: Awaited<ReturnType<typeof forkClickHouse>>;

const contextOf = (settings: Partial<AppSettings> = {}) =>
  createAppContext({ dataDir, cwd: root, env: {}, ...settings });

/** Of a run that began then. */
const idOf = (ms: number) => {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}${newId().slice(13)}`;
};

const addRun = (atMs: number, cases: number) =>
  contextOf().withStore(async (store) => {
    const { run, cases: of, batch } = madeUp({ runId: idOf(atMs), targets: 2, cases, startedAtMs: atMs });
    await store.putRun(run, of);
    await store.insert(batch);
  });

beforeAll(async () => {
  mkdirSync(join(root, 'server'));
  server = await forkClickHouse(join(root, 'server'));
  for (let day = 0; day < 3; day++) await addRun(startedAtMs + day * dayMs, 10);
  // figures by hour and day are made when they are first asked for
  await history({}, contextOf());
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

/** A database of its own. */
async function database(name: string): Promise<string> {
  await server.execute(`CREATE DATABASE ${name}`);
  return server.url.replace(/assay$/, name);
}

async function dumpOf(location: { dataDir: string } | { url: string }) {
  const store = await openStore(location);
  try {
    return (await store.dump()).chunks;
  } finally {
    await store.close();
  }
}

/** Ends the command when so many rows were sent. */
async function interrupted(to: string): Promise<void> {
  const stop = new AbortController();
  const moving = migrate({ to }, contextOf({ signal: stop.signal, onProgress: () => stop.abort() }));
  await expect(moving).rejects.toMatchObject({ code: 'interrupted' });
}

const begun = (name: string) =>
  `ALTER TABLE ${name}.schema_migrations MODIFY COMMENT 'a move of results into this database has begun'`;

const byTable = (tables: { table: string; sent_rows: number }[]) =>
  Object.fromEntries(
    tables.filter(({ sent_rows: rows }) => rows > 0).map((each) => [each.table, each.sent_rows]),
  );

describe('migrate', () => {
  let to: string;
  beforeAll(async () => {
    to = await database('moved');
  });

  it('says what it would send, and makes nothing there', async () => {
    const said = await migrate({ to, dryRun: true }, contextOf());
    expect(said).toMatchObject({ dry_run: true, sent_bytes: null, rows: said.sent_rows });
    expect(said.tables.find(({ table }) => table === 'samples')).toMatchObject({
      rows: 60,
      sent_rows: 60,
      partitions: 3,
    });
    expect(said.to).toMatch(/^http:\/\/\*\*\*@127/);
    expect((await server.execute(`SELECT count() FROM system.tables WHERE database = 'moved'`)).trim()).toBe(
      '0',
    );
  });

  it('moves every table after it was interrupted, and sends nothing twice', async () => {
    await interrupted(to);
    const moved = await migrate({ to }, contextOf());
    expect(moved.tables.map(({ table }) => table)).toEqual(
      expect.arrayContaining([
        'runs',
        'run_cases',
        'samples',
        'sample_payloads',
        'rollup_hours',
        'rollup_days',
        'rollup_runs',
      ]),
    );
    expect(await dumpOf({ url: to })).toEqual(await dumpOf({ dataDir }));
    const before = await server.insertsSoFar();
    const again = await migrate({ to }, contextOf());
    expect(again).toMatchObject({ rows: moved.rows, sent_rows: 0, sent_bytes: 0 });
    expect(await server.insertsSoFar()).toBe(before);
  });

  it('resumes: what is there is left, a half-sent partition is replaced', async () => {
    // as a command leaves them that is killed while it sends
    await server.execute(begun('moved'));
    const first = `started_at_ms < ${startedAtMs + dayMs}`;
    await server.execute(
      `ALTER TABLE moved.samples DELETE WHERE ${first} AND case_index < 4 SETTINGS mutations_sync = 2`,
    );
    await server.execute(
      `ALTER TABLE moved.sample_payloads UPDATE answer = 'torn' WHERE ${first} SETTINGS mutations_sync = 2`,
    );
    const rest = await migrate({ to }, contextOf());
    expect(byTable(rest.tables)).toEqual({ samples: 20, sample_payloads: 20 });
    expect(await dumpOf({ url: to })).toEqual(await dumpOf({ dataDir }));
  });

  it('sends what was added since, through the server that has the data open', async () => {
    await addRun(startedAtMs + dayMs, 5);
    const store = await openStore({ dataDir });
    const settings = { dataDir, cwd: root, env: {} };
    const app = createApp({
      store,
      settings,
      live: new LiveHub(),
      pageDir: null,
      token: 'secret',
      version: '0',
    });
    const remote = openRemoteStore({
      url: 'http://127.0.0.1',
      token: 'secret',
      fetch: (request) => app.fetch(request),
    });
    const { tables } = await migrate({ to }, createServingContext(settings, remote, undefined));
    const here = (await store.dump()).chunks;
    await store.close();
    // days are compared whole
    expect(byTable(tables)).toMatchObject({ runs: 2, samples: 30 });
    expect(await dumpOf({ url: to })).toEqual(here);
  });

  it('refuses to go on where somebody changed what was moved', async () => {
    await server.execute(
      `ALTER TABLE moved.samples UPDATE quality = 0.5 WHERE 1 SETTINGS mutations_sync = 2`,
    );
    await expect(migrate({ to }, contextOf())).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('have changed since they were moved there') as string,
    });
  });

  it('never writes over the data of others', async () => {
    to = await database('of_others');
    const store = await openStore({ url: to });
    const { run, cases, batch } = madeUp({ runId: newId(), targets: 1, cases: 3 });
    await store.putRun(run, cases);
    await store.insert(batch);
    await store.close();
    const before = await server.execute('SELECT count() FROM of_others.samples');
    const refused = { code: 'usage', remedy: expect.stringContaining('Name an empty database') as string };
    for (const dryRun of [true, false])
      await expect(migrate({ to, dryRun }, contextOf())).rejects.toMatchObject(refused);
    // also where a move was begun
    await server.execute(begun('of_others'));
    await expect(migrate({ to }, contextOf())).rejects.toThrow(`Run ${run.run_id} in`);
    expect(await server.execute('SELECT count() FROM of_others.samples')).toBe(before);
    await expect(migrate({ to }, contextOf({ results: to }))).rejects.toThrow('in that database already');
    await expect(migrate({ to: 'nowhere' }, contextOf())).rejects.toThrow(
      'is not the URL of a ClickHouse server',
    );
  });
});

describe('saved suites', () => {
  const suite = (name: string, text: string) => ({
    name,
    suite_hash: text,
    content_hash: text,
    cases: 1,
    targets: ['a'],
    note: null,
    saved_at_ms: 1_800_000_000_000.5,
    saved_by: 'ann',
    main: 'suite.yaml',
    files: [{ path: 'suite.yaml', sha256: `sha of ${text}` }],
  });
  const bytes = (text: string) => new Map([[`sha of ${text}`, new TextEncoder().encode(text)]]);
  const open = async (name: string) => {
    mkdirSync(join(root, name));
    return openFileControlData(join(root, name));
  };

  it('go with all their versions and files, and once', async () => {
    const [from, to, other] = [await open('from'), await open('to'), await open('other')];
    for (const text of ['one', 'two', 'one']) await from.suites.save(suite('a', text), bytes(text));
    await from.suites.save(suite('b', 'three'), bytes('three'));
    expect(await moveSuites(from, to)).toEqual({ versions: 4, sent: 4 });
    expect(await to.suites.versions('a')).toEqual(await from.suites.versions('a'));
    expect(await to.suites.find('a', 2)).toEqual(await from.suites.find('a', 2));
    expect(new TextDecoder().decode((await to.suites.file('sha of two')) ?? undefined)).toBe('two');
    expect(await moveSuites(from, to)).toEqual({ versions: 4, sent: 0 });
    await other.suites.save(suite('b', 'mine'), bytes('mine'));
    await expect(moveSuites(from, other)).rejects.toThrow('another suite "b" (version 1)');
    expect(await other.suites.list()).toHaveLength(1);
    for (const data of [from, to, other]) await data.close();
  });

  it('are counted where a control database is named', async () => {
    const here = join(root, 'with-suites');
    mkdirSync(here);
    const data = await openFileControlData(here);
    await data.suites.save(suite('a', 'one'), bytes('one'));
    await data.close();
    const to = await database('of_suites');
    const control = 'postgres://nobody@127.0.0.1:1/none';
    const said = await migrate({ to, dryRun: true }, contextOf({ dataDir: here, control }));
    expect(said.suites).toEqual({ versions: 1, sent: null });
    expect((await migrate({ to, dryRun: true }, contextOf({ dataDir: here }))).suites).toBeNull();
  });
});
