import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Attachment } from '../../contract/content.ts';
import { createAttachmentReader } from './attachment-bytes.ts';

const picture = (sha256: string | null, more: Partial<Attachment> = {}): Attachment => {
  return { type: 'image', name: 'a.png', mediaType: 'image/png', bytes: 1, sha256, ...more };
};
const saying = (...content: Attachment[]) => [{ role: 'user' as const, content }];

it('gives base64 of kept files and the address of those elsewhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-bytes-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'hash'), 'bytes');
  const [here, there] = [picture('hash'), picture(null, { bytes: null, url: 'https://example.org/a.png' })];
  const reader = createAttachmentReader(folder);
  const dataOf = await reader.read(saying(here, there));
  expect(dataOf(here)).toEqual({ base64: Buffer.from('bytes').toString('base64') });
  expect(dataOf(there)).toEqual({ url: 'https://example.org/a.png' });
  // kept in memory from the first time on
  await rm(join(folder, 'hash'));
  expect((await reader.read(saying(here)))(here)).toEqual(dataOf(here));
  await expect(createAttachmentReader(folder).read(saying(here))).rejects.toThrow(/ENOENT/);
});

it('says so when there is no folder', async () => {
  await expect(createAttachmentReader(undefined).read(saying(picture('hash')))).rejects.toThrow(
    'the files of the suite are not available',
  );
});
