/** The app on a real store with one stored run, asked without a socket. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/server/create-app.ts';
import { LiveHub } from '../../src/server/live-hub.ts';
import type { ServerOptions } from '../../src/server/server-options.ts';
import { openStore } from '../../src/store/open-store.ts';
import { madeUp } from './made-up-run.ts';

export const token = 'the-token';

export async function testServer(options: Partial<ServerOptions> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-server-'));
  const store = await openStore({ dataDir });
  // what it holds follows from its id: always the same
  const made = madeUp({ runId: '01900a4d-687c-7721-bfe5-e8cb6ff72321', targets: 3, cases: 30 });
  await store.putRun(made.run, made.cases);
  await store.insert(made.batch);
  const live = new LiveHub({ tickMs: 1 });
  const app = createApp({
    settings: { dataDir, cwd: dataDir, env: {} },
    store,
    live,
    pageDir: null,
    token,
    version: '1.2.3',
    ...options,
  });
  const ask = (path: string, init: RequestInit = {}) => app.request(`http://localhost${path}`, init);
  return {
    ...made,
    store,
    live,
    app,
    ask,
    json: async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T,
    post: (path: string, body: unknown) =>
      ask(path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    close: async () => {
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
