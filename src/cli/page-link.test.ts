import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pageLink, removeOpener, writeOpener } from './page-link.ts';

const host = { pageUrl: 'http://127.0.0.1:4400', pageKey: 'k3y' };

it('has the key where no request carries it', () => {
  const link = pageLink(host, '/runs/x') as string;
  expect(link).toBe('http://127.0.0.1:4400/runs/x#key=k3y');
  expect(new Request(new URL(link)).url.split('#')[0]).not.toContain('k3y');
  expect(pageLink({ ...host, pageUrl: null })).toBeNull();
});

it('opens by a file that its owner alone can read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-link-'));
  const path = await writeOpener(folder, 'http://127.0.0.1:4400/#key=k3y&"<');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, 'utf8')).toContain('url=http://127.0.0.1:4400/#key=k3y&amp;&quot;&lt;"');
  await removeOpener(folder);
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});
