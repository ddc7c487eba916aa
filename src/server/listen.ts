import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { AssayError } from '../contract/errors.ts';
import type { App } from './deps.ts';

export interface Listening {
  url: string;
  port: number;
  close(): Promise<void>;
}

const loopbackHosts = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Binds to loopback only: there is no login yet, and whoever reaches the port can read every prompt. Port 0 takes any free one.
 * Throws `not-allowed` for another host, `port-in-use` when the port is taken.
 */
export function listen(
  app: Pick<App, 'fetch'>,
  options: { port: number; host?: string },
): Promise<Listening> {
  const { port, host = '127.0.0.1' } = options;
  if (!loopbackHosts.has(host)) {
    throw new AssayError('not-allowed', `The server does not bind to "${host}": it has no login yet.`, {
      remedy: 'Leave the setting "host" at 127.0.0.1; from another machine, use an SSH tunnel to the port.',
    });
  }
  const server = createAdaptorServer({ fetch: app.fetch, hostname: host }) as Server;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      const remedy = 'Choose another one with --port, or 0 for any that is free.';
      return reject(new AssayError('port-in-use', `Port ${port} is taken.`, { remedy, cause: error }));
    });
    server.listen(port, host, () => {
      const bound = (server.address() as AddressInfo).port;
      const name = host.includes(':') ? `[${host}]` : host;
      resolve({ url: `http://${name}:${bound}`, port: bound, close: () => closeServer(server) });
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Event streams never end by themselves.
    server.closeAllConnections();
  });
}
