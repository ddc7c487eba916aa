import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { attachmentFolder, keepAttachments } from './keep-attachments.ts';
import { runDirectory } from './run-directory.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-keep-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps every file once, whatever becomes of it', async () => {
  const from = join(folder, 'a.png');
  await writeFile(from, 'picture');
  const directory = runDirectory(folder, '01a22d3d-22af-75ea-bc0f-eea1a0de9e8b');
  const sources = [
    { sha256: sha256('picture'), from },
    { sha256: sha256('hi'), from: 'data:,hi' },
  ];
  await keepAttachments(directory, sources);
  await rm(from);
  await keepAttachments(directory, sources);
  const kept = attachmentFolder(directory);
  expect(await readdir(kept)).toHaveLength(2);
  expect(await readFile(join(kept, sha256('picture')), 'utf8')).toBe('picture');
  expect(await readFile(join(kept, sha256('hi')), 'utf8')).toBe('hi');
});

it.each(['changed', null])('refuses a file that is not what was read (%s)', async (now) => {
  const from = join(folder, 'a.png');
  if (now !== null) await writeFile(from, now);
  const directory = runDirectory(folder, '01a22d3d-22af-75ea-bc0f-eea1a0de9e8b');
  await expect(keepAttachments(directory, [{ sha256: sha256('picture'), from }])).rejects.toMatchObject({
    code: 'suite-invalid',
    message: '"a.png" changed after the suite was read.',
  });
  expect(await readdir(attachmentFolder(directory))).toEqual([]);
});

it('makes no folder where there is nothing to keep', async () => {
  await keepAttachments(runDirectory(folder, '01a22d3d-22af-75ea-bc0f-eea1a0de9e8b'), []);
  expect(await readdir(folder)).toEqual([]);
});
