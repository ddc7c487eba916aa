import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePrivateFile, makePrivateFolder } from './private-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-private-'));
});
afterAll(() => rm(folder, { recursive: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

it('makes a folder, and the way to it, for the owner alone', async () => {
  await makePrivateFolder(join(folder, 'a', 'b'));
  expect([await modeOf(join(folder, 'a')), await modeOf(join(folder, 'a', 'b'))]).toEqual([0o700, 0o700]);
});

it('closes a folder that others could look into', async () => {
  await mkdir(join(folder, 'open'));
  await chmod(join(folder, 'open'), 0o755);
  await makePrivateFolder(join(folder, 'open'));
  expect(await modeOf(join(folder, 'open'))).toBe(0o700);
});

it('makes a file for the owner alone, and leaves what is in it', async () => {
  await makePrivateFile(join(folder, 'new'));
  await writeFile(join(folder, 'old'), 'kept');
  await chmod(join(folder, 'old'), 0o644);
  await makePrivateFile(join(folder, 'old'));
  expect([await modeOf(join(folder, 'new')), await modeOf(join(folder, 'old'))]).toEqual([0o600, 0o600]);
  expect(await readFile(join(folder, 'old'), 'utf8')).toBe('kept');
});
