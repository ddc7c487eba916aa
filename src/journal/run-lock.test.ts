import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '../base/id.ts';
import { runDirectory, type RunDirectory } from './run-directory.ts';
import { lockRun } from './run-lock.ts';

let dataDir: string;
let directory: RunDirectory;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-lock-'));
  directory = runDirectory(dataDir, newId());
  await mkdir(directory.path, { recursive: true });
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const lock = () => join(directory.path, 'lock');
const alive = () => true;
const gone = () => false;

it('is had by one at a time, and by the next once it was let go of', async () => {
  const release = await lockRun(directory, 11, alive);
  expect(await readFile(lock(), 'utf8')).toBe('11');
  expect((await stat(lock())).mode & 0o777).toBe(0o600);
  expect(await lockRun(directory, 12, alive)).toBeNull();
  await release?.();
  const next = await lockRun(directory, 12, alive);
  expect(await readFile(lock(), 'utf8')).toBe('12');
  await next?.();
  await expect(stat(lock())).rejects.toThrow('ENOENT');
});

it('is taken from a process that is gone, and asks for that very one', async () => {
  await writeFile(lock(), '4711');
  const asked: number[] = [];
  const release = await lockRun(directory, 12, (pid) => {
    asked.push(pid);
    return false;
  });
  expect(asked).toEqual([4711]);
  expect(release).not.toBeNull();
  expect(await readFile(lock(), 'utf8')).toBe('12');
});

it('that this process has is not taken for one left over by an earlier process of the same number', async () => {
  const release = await lockRun(directory, 12, gone);
  expect(await lockRun(directory, 12, gone)).toBeNull();
  await release?.();
  expect(await lockRun(directory, 12, gone)).not.toBeNull();
});

it('is left to whoever is just making it', async () => {
  await writeFile(lock(), '');
  expect(await lockRun(directory, 12, gone)).toBeNull();
  expect(await readFile(lock(), 'utf8')).toBe('');
});

it('is had by exactly one of many who want it at once', async () => {
  const releases = await Promise.all(Array.from({ length: 20 }, (_, i) => lockRun(directory, i + 1, alive)));
  expect(releases.filter((release) => release !== null)).toHaveLength(1);
});

it('fails, and is not taken for held, where nothing can be written', async () => {
  const nowhere = runDirectory(dataDir, newId());
  await expect(lockRun(nowhere, 12, alive)).rejects.toThrow('ENOENT');
});
