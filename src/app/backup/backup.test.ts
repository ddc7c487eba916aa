import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { keptRun } from '../../../test/made-up/kept-run.ts';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { newId } from '../../base/id.ts';
import { createApp } from '../../server/create-app.ts';
import { LiveHub } from '../../server/live-hub.ts';
import { openStore } from '../../store/open-store.ts';
import { openRemoteStore } from '../../store/remote.ts';
import type { AppSettings } from '../context.ts';
import { createAppContext, createServingContext } from '../create-app-context.ts';
import { history } from '../history/history.ts';
import { manifestName, manifestText, readManifest, sumsName, sumsText } from '../../backup/manifest.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';
import { verifyBackup } from './verify-backup.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-backup-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const dataDir = join(root, 'data');
const backups = join(root, 'backups');
let atMs = Date.parse('2026-12-01T02:00:00Z');

/** Each backup a day after the one before. */
function contextOf(settings: Partial<AppSettings> = {}) {
  const context = createAppContext({ dataDir, cwd: root, env: {}, ...settings });
  const clock = { nowMs: () => atMs, wallClockMs: () => (atMs += 86_400_000) };
  return { ...context, clock };
}

const imported = madeUp({ runId: newId(), targets: 3, cases: 40 });

beforeAll(async () => {
  await keptRun(dataDir, { cases: 8 });
  mkdirSync(join(dataDir, 'runs', 'x', 'files'), { recursive: true });
  writeFileSync(join(dataDir, 'runs', 'x', 'files', 'picture'), Buffer.alloc(100_000, 7));
  writeFileSync(join(dataDir, 'labels.jsonl'), '{"label":1}\n');
  const ledger = new DatabaseSync(join(dataDir, 'ledger.db'));
  ledger.exec('PRAGMA journal_mode = WAL; CREATE TABLE spent (usd REAL); INSERT INTO spent VALUES (1.5)');
  ledger.close();
  await createAppContext({ dataDir, cwd: root, env: {} }).withStore(async (store) => {
    await store.putRun(imported.run, imported.cases);
    await store.insert(imported.batch);
  });
  // figures by hour and day are made when they are first asked for
  await history({}, createAppContext({ dataDir, cwd: root, env: {} }));
});

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );

/** What a store answers, whole. */
async function contentOf(where: string): Promise<unknown> {
  const store = await openStore({ dataDir: where });
  try {
    const { chunks } = await store.dump();
    const runs = await store.listRuns();
    const records = [];
    for (const { run_id } of runs) for await (const some of store.records(run_id)) records.push(...some);
    return { chunks, runs, records };
  } finally {
    await store.close();
  }
}

describe('a backup', () => {
  it('restores into an empty place: every row, file and answer is as it was', async () => {
    const made = await backup({ folder: 'backups' }, contextOf());
    expect(made).toMatchObject({ runs: 2, rows: { samples: 128, run_cases: 48 }, removed: [] });
    expect(made.rows.rollup_days).toBeGreaterThan(0);
    expect(made.written_bytes).toBe(made.bytes);
    const before = await contentOf(dataDir);
    const to = join(root, 'restored', 'here');
    const restored = await restore({ backup: 'backups' }, contextOf({ dataDir: to }));
    expect(restored).toMatchObject({ backup: made.backup, rows: made.rows });
    expect(await contentOf(to)).toEqual(before);
    const kept = filesOf(dataDir).filter((path) => !path.startsWith('clickhouse') && !path.includes('.db'));
    for (const path of kept)
      expect(readFileSync(join(to, path)), path).toEqual(readFileSync(join(dataDir, path)));
    const ledger = new DatabaseSync(join(to, 'ledger.db'), { readOnly: true });
    expect(ledger.prepare('SELECT usd FROM spent').all()).toEqual([{ usd: 1.5 }]);
    ledger.close();
    expect(readdirSync(join(root, 'restored'))).toEqual(['here']);
    // the ledger is copied each time, as is a database that may be in use
    const ledgerBytes = statSync(join(made.backup, 'data', 'ledger.db')).size;
    const next = await backup({ folder: 'backups' }, contextOf({ dataDir: to }));
    expect(next.written_bytes).toBeLessThanOrEqual(ledgerBytes);
  });

  it('shares what has not changed with the one before, and stays whole when that one is removed', async () => {
    appendFileSync(join(dataDir, 'labels.jsonl'), '{"label":2}\n');
    const {
      backup: folder,
      written_bytes: written,
      bytes,
      removed,
    } = await backup({ folder: backups, keep: 1 }, contextOf());
    expect(removed).toHaveLength(2);
    expect(readdirSync(backups)).toEqual([folder.slice(backups.length + 1)]);
    // the labels and the ledger
    expect(written).toBeLessThan(bytes / 5);
    expect(await verifyBackup({ backup: folder }, contextOf())).toMatchObject({ damage: [], bytes });
    expect(readFileSync(join(folder, 'data', 'labels.jsonl'), 'utf8')).toBe('{"label":1}\n{"label":2}\n');
  });

  it('restores an older backup, which has the figures of all days in one file', async () => {
    const { backup: folder } = await backup({ folder: join(root, 'older') }, contextOf());
    const days = join(folder, 'tables', 'rollup_days');
    const [name] = readdirSync(days) as [string];
    renameSync(join(days, name), join(days, 'all.native.zst'));
    const manifest = await readManifest(folder);
    const tables = manifest.tables.map((table) =>
      table.table === 'rollup_days'
        ? { ...table, chunk: 'all', path: 'tables/rollup_days/all.native.zst' }
        : table,
    );
    const text = manifestText({ ...manifest, tables });
    writeFileSync(join(folder, manifestName), text);
    writeFileSync(join(folder, sumsName), sumsText({ ...manifest, tables }, text));
    const to = join(root, 'restored-older');
    const { rows } = await restore({ backup: folder }, contextOf({ dataDir: to }));
    expect(rows['rollup_days']).toBeGreaterThan(0);
    expect(await contentOf(to)).toEqual(await contentOf(dataDir));
  });

  it('is the same through the server that has the data open', async () => {
    const store = await openStore({ dataDir });
    const settings = { dataDir, cwd: root, env: {} };
    const options = { settings, live: new LiveHub(), pageDir: null, token: 'secret', version: '0' };
    const app = createApp({ store, ...options });
    const fetch = (request: Request) => app.fetch(request);
    const remote = openRemoteStore({ url: 'http://127.0.0.1', token: 'secret', fetch });
    const refused = openRemoteStore({ url: 'http://127.0.0.1', token: 'wrong', fetch });
    await expect(refused.dump()).rejects.toMatchObject({ code: 'not-allowed' });
    const context = { ...createServingContext(settings, remote, undefined), clock: contextOf().clock };
    const folder = join(root, 'through-server');
    const made = await backup({ folder }, context);
    await store.close();
    expect(made.rows).toMatchObject({ samples: 128 });
    const to = join(root, 'restored-from-server');
    await restore({ backup: folder }, contextOf({ dataDir: to }));
    expect(await contentOf(to)).toEqual(await contentOf(dataDir));
  });

  it('shows any byte that was changed, cut off, added or lost', async () => {
    const { backup: whole } = await backup({ folder: join(root, 'to-damage') }, contextOf());
    const paths = filesOf(whole);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.nat(),
        fc.constantFrom('change', 'cut', 'append', 'remove'),
        async (path, at, how) => {
          const file = join(whole, path);
          const original = readFileSync(file);
          if (original.length === 0) return;
          const offset = at % original.length;
          const changed = Buffer.from(original);
          changed[offset] = (changed[offset] as number) ^ 1;
          const wrong = {
            change: changed,
            cut: original.subarray(0, offset),
            append: Buffer.concat([original, Buffer.from(' ')]),
          };
          rmSync(file);
          if (how !== 'remove') writeFileSync(file, wrong[how]);
          const found = await verifyBackup({ backup: whole }, contextOf()).then(
            ({ damage }) => damage.map((one) => one.path),
            (error: { code: string }) => error.code,
          );
          rmSync(file, { force: true });
          writeFileSync(file, original);
          const isList = path === 'manifest.json' || path === 'SHA256SUMS';
          const missing = path === 'manifest.json' && how === 'remove';
          expect(found).toEqual(missing ? 'usage' : isList ? 'store-failed' : [path]);
        },
      ),
      { numRuns: 60 },
    );
    expect(await verifyBackup({ backup: whole }, contextOf())).toMatchObject({ damage: [] });
  });
});

it('refuses a file in place of a folder', async () => {
  const file = join(root, 'a-file');
  writeFileSync(file, '');
  await expect(backup({ folder: file }, contextOf())).rejects.toMatchObject({
    code: 'usage',
    message: `${file} cannot be written: ${file} is not a folder`,
    remedy: expect.stringContaining('Name a folder'),
  });
});

describe('restoring refuses', () => {
  it('a place that is not empty, and leaves it as it is', async () => {
    const to = join(root, 'mine');
    mkdirSync(to);
    writeFileSync(join(to, 'notes'), 'mine');
    await expect(restore({ backup: backups }, contextOf({ dataDir: to }))).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('never restored over data'),
    });
    expect(filesOf(to)).toEqual(['notes']);
  });

  it('a damaged backup, naming each file, and leaves nothing', async () => {
    const { backup: folder } = await backup({ folder: join(root, 'damaged') }, contextOf());
    const [table] = readdirSync(join(folder, 'tables', 'samples')) as [string];
    appendFileSync(join(folder, 'tables', 'samples', table), 'x');
    const error = await restore({ backup: folder }, contextOf({ dataDir: join(root, 'no') })).catch((e) => e);
    expect(error).toMatchObject({
      code: 'store-failed',
      problems: [{ message: expect.stringContaining(table) }],
    });
    expect(readdirSync(root).filter((name) => name.startsWith('no'))).toEqual([]);
  });

  it('what is no backup, and one of a newer version', async () => {
    await expect(
      restore({ backup: dataDir }, contextOf({ dataDir: join(root, 'no') })),
    ).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('There is no backup in'),
    });
  });
});

describe('backing up', () => {
  it('refuses a folder within the data directory', async () => {
    await expect(backup({ folder: join(dataDir, 'backups') }, contextOf())).rejects.toMatchObject({
      code: 'usage',
    });
  });

  it('refuses a data directory that is not there, and makes none', async () => {
    const nowhere = join(root, 'nowhere');
    await expect(backup({ folder: backups }, contextOf({ dataDir: nowhere }))).rejects.toMatchObject({
      code: 'usage',
      message: `There is nothing to back up in ${nowhere}.`,
    });
    expect(existsSync(nowhere)).toBe(false);
  });

  it('leaves nothing when it is stopped', async () => {
    const folder = join(root, 'stopped');
    const stop = new AbortController();
    stop.abort();
    await expect(backup({ folder }, contextOf({ signal: stop.signal }))).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
