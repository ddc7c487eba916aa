import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createApp } from '../src/server/create-app.ts';
import { listen } from '../src/server/listen.ts';
import { LiveHub } from '../src/server/live-hub.ts';
import { openStore } from '../src/store/open-store.ts';
import { openRemoteStore } from '../src/store/remote.ts';
import { describeResultStore } from './store-conformance.ts';

describeResultStore('another process over HTTP', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-remote-'));
  const store = await openStore({ dataDir });
  const app = createApp({
    settings: { dataDir: '/nowhere', cwd: '/', env: {} },
    store,
    live: new LiveHub(),
    pageDir: null,
    token: 'secret',
    version: '0',
  });
  const { url, close } = await listen(app, { port: 0 });
  return {
    ...openRemoteStore({ url, token: 'secret' }),
    close: async () => {
      await close();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
});

it('says what to do when nobody answers, and when the token is wrong', async () => {
  const nobody = openRemoteStore({ url: 'http://127.0.0.1:9', token: 'x' });
  await expect(nobody.listRuns()).rejects.toMatchObject({ code: 'store-failed', remedy: expect.any(String) });
  const refusing = openRemoteStore({
    url: 'http://127.0.0.1:9',
    token: 'x',
    fetch: () =>
      Response.json({ error: { code: 'not-allowed', message: 'no', remedy: 'token' } }, { status: 401 }),
  });
  const batch = { samples: [], payloads: [], retried: [] };
  await expect(refusing.insert(batch)).rejects.toMatchObject({
    code: 'not-allowed',
    message: 'no',
    remedy: 'token',
  });
});
