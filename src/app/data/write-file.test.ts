import { mkdtemp, readFile, readdir, rm, writeFile as write } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendFile, folderError, writeError, writeFile } from './write-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-write-'));
  await write(join(folder, 'file'), 'x');
});
afterAll(() => rm(folder, { recursive: true }));

it('writes, and appends', async () => {
  const path = join(folder, 'a.txt');
  await writeFile(path, 'a');
  await appendFile(path, 'b');
  expect(await readFile(path, 'utf8')).toBe('ab');
});

it.each([
  ['no/such.html', 'the folder FOLDER/no does not exist', 'Make it first'],
  ['file/such.html', 'FOLDER/file is not a folder', 'Make it first'],
  ['.', 'it is a folder', 'Name a file in it'],
  [`${'x'.repeat(300)}.html`, 'its name is too long', 'shorter'],
])('says what is wrong with %s', async (name, why, remedy) => {
  const path = join(folder, name);
  for (const work of [writeFile, appendFile])
    await expect(work(path, 'x')).rejects.toMatchObject({
      code: 'usage',
      message: `${path} cannot be written: ${why.replace('FOLDER', folder)}`,
      remedy: expect.stringContaining(remedy),
    });
  expect((await readdir(folder)).toSorted()).toEqual(['a.txt', 'file']);
});

it('does not say that a folder is missing which takes no files', async () => {
  const denied = Object.assign(new Error('ENOENT: open'), { code: 'ENOENT' });
  expect(await writeError(join(folder, 'a.html'), denied)).toMatchObject({
    message: `${join(folder, 'a.html')} cannot be written: no file can be made there`,
  });
});

it('says the same of folders', async () => {
  const path = join(folder, 'file');
  const full = Object.assign(new Error('ENOSPC: write'), { code: 'ENOSPC' });
  expect(await folderError(folder, full)).toMatchObject({
    message: `${folder} cannot be written: the disk is full`,
    remedy: expect.stringContaining('Name a folder'),
  });
  expect(await folderError(path, Object.assign(new Error('x'), { code: 'ENOTDIR' }))).toMatchObject({
    message: `${path} cannot be written: ${path} is not a folder`,
  });
  expect(await folderError(path, full.message)).toBe(full.message);
});

it('leaves other errors as they are', async () => {
  const error = new RangeError('no file');
  expect(await writeError('f', error)).toBe(error);
});
