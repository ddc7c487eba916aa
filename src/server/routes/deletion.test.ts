import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testServer, token } from '../../../test/made-up/test-server.ts';
import { deleteRuns } from '../../app/storage/delete-runs.ts';
import { createServingContext } from '../../app/create-app-context.ts';
import { openRemoteStore } from '../../store/remote.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-deletion-'));
const settings = { dataDir, cwd: dataDir, env: {} };
let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer({ settings });
});
afterAll(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('deletes a run through the server that holds the data, and forgets what it had derived from it', async () => {
  const { run_id: id } = server.run;
  const page = () => server.ask(`/api/runs/${id}`);
  expect((await page()).status).toBe(200);
  const headers = { authorization: `Bearer ${token}` };
  const ask = (path: string) => server.ask(path, { method: 'DELETE', headers });
  expect((await ask('/api/runs/latest')).status).toBe(400);
  const shown = await ask(`/api/runs/${id}?dry_run=true`);
  expect(await shown.json()).toMatchObject({ applied: false, runs: [{ run_id: id }] });
  expect((await page()).status).toBe(200);

  const fetch = (request: Request) => server.app.fetch(request);
  const remote = openRemoteStore({ url: 'http://127.0.0.1', token, fetch });
  const context = createServingContext(settings, remote, undefined);
  const deletion = await deleteRuns({ runs: [id], apply: true }, context);
  expect(deletion).toMatchObject({ applied: true, rows: { samples: server.batch.samples.length } });
  expect((await page()).status).toBe(404);
  expect((await ask(`/api/runs/${id}`)).status).toBe(404);
});
