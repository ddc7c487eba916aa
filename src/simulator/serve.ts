/** The simulator inside this process. */
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { AssayError } from '../contract/errors.ts';
import { modelsOf, route } from './routes.ts';
import type { SimulatorHandle, SimulatorOptions } from './simulator-options.ts';
import { createState } from './simulator-state.ts';

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const message = taken ? `Port ${port} is taken.` : `Cannot listen on port ${port}: ${cause.message}`;
      reject(new AssayError('port-in-use', message, { remedy: 'Choose another port, or 0 for any.', cause }));
    });
    // Loopback only: there is no key worth the name.
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else {
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: (error as Error).message } }));
  }
}

/**
 * Serves all three wires on one port of 127.0.0.1. Rejects with an `AssayError` when the port is taken or the replay
 * file is not right. For measurements use `startSimulator`, whose process of its own takes no time from the client.
 */
export async function serveSimulator(options: SimulatorOptions = {}): Promise<SimulatorHandle> {
  const state = createState(options);
  const server = createServer(
    { noDelay: true, keepAliveTimeout: 120_000, requestTimeout: 0 },
    (incoming, response) => {
      route(incoming, response, state).catch((error: unknown) => fail(response, error));
    },
  );
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: process.pid,
    token: state.token,
    models: modelsOf(state),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await state.truth.close();
    },
  };
}
