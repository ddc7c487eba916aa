import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { indexReader } from './page-build.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-page-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const write = (html: string) => writeFile(join(folder, 'index.html'), html);

it('is none where the page is not built', async () => {
  expect(await indexReader(null)()).toBeNull();
  const read = indexReader(folder);
  expect(await read()).toBeNull();
  await write('<html>');
  expect((await read())?.html).toBe('<html>');
});

it('is read once, and anew when another build has taken its place', async () => {
  const read = indexReader(folder);
  await write('<html>one');
  const first = await read();
  expect(await read()).toBe(first);
  await write('<html>another');
  const second = await read();
  expect(second?.html).toBe('<html>another');
  expect(second?.build).not.toBe(first?.build);
  await rm(join(folder, 'index.html'));
  expect(await read()).toBeNull();
});

it('names a build by what is in it', async () => {
  await write('<html>same');
  const [first, again] = [await indexReader(folder)(), await indexReader(folder)()];
  expect(first?.build).toMatch(/^[0-9a-f]{16}$/);
  expect(again?.build).toBe(first?.build);
});
