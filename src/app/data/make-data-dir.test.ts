import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeDataDir } from './make-data-dir.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-place-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('makes what is missing, for its owner alone, and leaves alone what is there', async () => {
  const path = join(folder, 'a', 'b');
  await Promise.all([makeDataDir(path), makeDataDir(path)]);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  await makeDataDir(path);
});

it('says why a place cannot be used', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const failing = (path: string) => expect(makeDataDir(path)).rejects;
  await failing(file).toMatchObject({ code: 'store-failed', message: expect.stringContaining('is a file') });
  await failing(join(file, 'x')).toMatchObject({
    code: 'store-failed',
    message: expect.stringContaining('is a file'),
  });
  await failing(join(folder, 'n'.repeat(300))).toMatchObject({
    message: expect.stringContaining('too long'),
  });
});

it.runIf(existsSync('/proc/self'))('ends where no folder can be made', async () => {
  await expect(makeDataDir('/proc/self/nope')).rejects.toMatchObject({ code: 'store-failed' });
});
