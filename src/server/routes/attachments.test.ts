import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testServer } from '../../../test/made-up/test-server.ts';

const hash = (letter: string) => letter.repeat(64);

let folder: string;
let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-attachments-'));
  server = await testServer({ attachmentPath: (runId, sha256) => join(folder, `${runId}-${sha256}`) });
  await writeFile(join(folder, `${server.run.run_id}-${hash('a')}`), 'GIF89a…');
  await writeFile(join(folder, `${server.run.run_id}-${hash('b')}`), '<script>alert(1)</script>');
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const ask = (sha256: string, run = server.run.run_id) =>
  server.ask(`/api/runs/${run}/attachments/${sha256}/chart.gif`);

it('gives the bytes with their own type, for good', async () => {
  const response = await ask(hash('a'));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('image/gif');
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(await response.text()).toBe('GIF89a…');
});

it('gives nothing that a browser would run', async () => {
  const response = await ask(hash('b'));
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

it('knows only hashes of runs that it knows', async () => {
  expect((await ask(hash('c'))).status).toBe(404);
  expect((await ask('..%2F..%2Fplan.json')).status).toBe(400);
  expect((await ask(hash('a'), 'other')).status).toBe(404);
});
