/** A made-up run, stored and served with the built page, in this process. */
import { join } from 'node:path';
import { listen } from '../../src/server/listen.ts';
import type { ServerOptions } from '../../src/server/server-options.ts';
import { madeUp, type MadeUp } from '../made-up/made-up-run.ts';
import { testServer } from '../made-up/test-server.ts';

export const builtPage = join(import.meta.dirname, '../../dist/web');

export async function serveRun(made: MadeUp, pageDir = builtPage, options: Partial<ServerOptions> = {}) {
  const server = await testServer({ pageDir, ...options });
  await server.store.putRun(made.run, made.cases);
  await server.store.insert(made.batch);
  const listening = await listen(server.app, { port: 0 });
  return {
    ...server,
    url: listening.url,
    runUrl: `${listening.url}/runs/${made.run.run_id}`,
    close: async () => {
      await listening.close();
      await server.close();
    },
  };
}

export { madeUp };
