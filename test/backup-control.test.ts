/** Saved suites that machines share in PostgreSQL: in a backup, restored into an empty place, and moved there. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backup } from '../src/app/backup/backup.ts';
import { restore } from '../src/app/backup/restore.ts';
import { createAppContext } from '../src/app/create-app-context.ts';
import { withControlData } from '../src/app/data/with-control-data.ts';
import { moveSuites } from '../src/app/migrate/move-suites.ts';
import type { ControlData } from '../src/contract/control-data.ts';
import { startPostgres, type Postgres } from './control/start-postgres.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-backup-control-'));
const dataDir = join(root, 'data');
let postgres: Postgres;
let shared: string;

const contextOf = (dir: string, control?: string) =>
  createAppContext({ dataDir: dir, cwd: root, env: {}, ...(control !== undefined && { control }) });
const suite = (text: string) => ({
  name: 'triage',
  suite_hash: text,
  content_hash: text,
  cases: 1,
  targets: ['a'],
  note: 'as agreed',
  saved_at_ms: 1_800_000_000_000.5,
  saved_by: 'ann',
  main: 'suite.yaml',
  files: [{ path: 'suite.yaml', sha256: `sha of ${text}` }],
});
const save = ({ suites }: ControlData, text: string) =>
  suites.save(suite(text), new Map([[`sha of ${text}`, new TextEncoder().encode(text)]]));

/** Every version, with the text of its file. */
const suitesIn = (dir: string, control?: string) =>
  withControlData(contextOf(dir, control), { isRead: true }, async ({ suites }) => {
    const versions = await suites.versions('triage');
    const bytes = await Promise.all(versions.map(({ content_hash: text }) => suites.file(`sha of ${text}`)));
    return { versions, texts: bytes.map((each) => new TextDecoder().decode(each ?? undefined)) };
  });

beforeAll(async () => {
  postgres = await startPostgres();
  shared = await postgres.createDatabase();
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'labels.jsonl'), '{"label":1}\n');
  await withControlData(contextOf(dataDir), {}, (own) => save(own, 'nobody uses this one'));
  await withControlData(contextOf(dataDir, shared), {}, async (data) => {
    for (const text of ['first', 'second']) await save(data, text);
  });
});
afterAll(async () => {
  await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

it('backs up what machines share, and restores it into a file or another PostgreSQL', async () => {
  const before = await suitesIn(dataDir, shared);
  expect(before.texts).toEqual(['second', 'first']);
  await backup({ folder: 'backups' }, contextOf(dataDir, shared));
  const alone = join(root, 'alone');
  await restore({ backup: 'backups' }, contextOf(alone));
  expect(await suitesIn(alone)).toEqual(before);
  const other = await postgres.createDatabase();
  await restore({ backup: 'backups' }, contextOf(join(root, 'elsewhere'), other));
  expect(await suitesIn(dataDir, other)).toEqual(before);
  const over = restore({ backup: 'backups' }, contextOf(join(root, 'over'), other));
  await expect(over).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('never restored over data') as string,
  });
});

it('moves them from the data directory to PostgreSQL', async () => {
  const url = await postgres.createDatabase();
  const moved = await withControlData(contextOf(dataDir), { isRead: true }, (here) =>
    withControlData(contextOf(dataDir, url), {}, (there) => moveSuites(here, there)),
  );
  expect(moved).toEqual({ versions: 1, sent: 1 });
  expect(await suitesIn(dataDir, url)).toEqual(await suitesIn(dataDir));
});
