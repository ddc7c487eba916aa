import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeControlData } from '../../../test/control/control-data-conformance.ts';
import { controlFile, openFileControlData } from './open-control-data.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-control-'));
});
afterAll(() => rm(root, { recursive: true }));
const folder = () => mkdtemp(join(root, 'data-'));

describeControlData('a file', () => openFileControlData(root));

it('makes no file for who only reads, and reads it as empty', async () => {
  const dataDir = await folder();
  const data = await openFileControlData(dataDir, { isRead: true });
  expect(await data.suites.list()).toEqual([]);
  await data.close();
  expect(await readdir(dataDir)).toEqual([]);
});

it('is made by several who open it at once', async () => {
  const dataDir = await folder();
  const all = await Promise.all(Array.from({ length: 4 }, () => openFileControlData(dataDir)));
  for (const data of all) expect(await data.suites.list()).toEqual([]);
  for (const data of all) await data.close();
});

it('says what is wrong with a file that is none, or is of a newer version', async () => {
  const dataDir = await folder();
  await writeFile(controlFile(dataDir), 'not a database, but long enough to be looked at as one'.repeat(20));
  const refused = { code: 'store-failed', remedy: expect.stringContaining('restore the file') as string };
  await expect(openFileControlData(dataDir)).rejects.toMatchObject(refused);

  const newer = await folder();
  await (await openFileControlData(newer)).close();
  const database = new DatabaseSync(controlFile(newer));
  database.exec(`INSERT INTO control_migrations VALUES ('9999-of-the-future', '2099-01-01T00:00:00Z')`);
  database.close();
  await expect(openFileControlData(newer)).rejects.toThrow('made by a newer version of Assay');
});

it.skipIf(process.getuid?.() === 0)('can be read where it cannot be written', async () => {
  const dataDir = await folder();
  await (await openFileControlData(dataDir)).close();
  await chmod(controlFile(dataDir), 0o400);
  const data = await openFileControlData(dataDir, { isRead: true });
  expect(await data.suites.list()).toEqual([]);
  await data.close();
});
