import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimOpening, isLocked } from './opening-claim.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-claim-'));
});
afterEach(() => rm(folder, { recursive: true }));

const path = () => join(folder, 'clickhouse.opening');

it('is of one process at a time, and leaves nothing', async () => {
  await writeFile(path(), String(process.ppid));
  expect(await claimOpening(folder, Date.now())).toBeNull();
  await rm(path());
  const release = await claimOpening(folder, Date.now());
  expect(await readFile(path(), 'utf8')).toBe(String(process.pid));
  await release?.();
  expect(await readdir(folder)).toEqual([]);
});

it('of a dead process, or an old one, is taken over', async () => {
  await writeFile(path(), '999999999');
  expect(await claimOpening(folder, Date.now())).not.toBeNull();
  await writeFile(path(), String(process.ppid));
  expect(await claimOpening(folder, Date.now())).toBeNull();
  await utimes(path(), new Date(0), new Date(0));
  expect(await claimOpening(folder, Date.now())).not.toBeNull();
});

it('no database is not locked', async () => {
  expect(await isLocked(folder)).toBe(false);
});
