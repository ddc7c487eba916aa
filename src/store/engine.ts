import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makePrivateFolder } from '../base/private-folder.ts';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { AssayError } from '../contract/errors.ts';
import { ask } from './ask.ts';

type ConnectionOption = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>;

/** A ClickHouse to talk to, and how to let go of it. */
export interface Engine {
  client: ClickHouseClient;
  /** Its tables lie on all machines of this cluster. */
  cluster?: string;
  /** In this process: it reads and writes files of this machine. */
  isEmbedded?: true;
  close(): Promise<void>;
}

/**
 * Without limits the engine takes up to 90 % of the machine's memory and caches up to 5 GB of marks, inside our own process.
 * These are server settings and can only be given at connect.
 */
const serverSettings = {
  max_server_memory_usage: 2_000_000_000,
  mark_cache_size: 32_000_000,
  primary_index_cache_size: 32_000_000,
  uncompressed_cache_size: 0,
  background_pool_size: 2,
  background_schedule_pool_size: 4,
  // some five threads of each opening stay until the process ends; at the limit the next opening would wait for ever
  max_thread_pool_size: 10_000,
};

const connectionArgs = [
  '--output_format_json_quote_64bit_integers=0',
  '--',
  ...Object.entries(serverSettings).map(([name, value]) => `--${name}=${value}`),
];

/**
 * ClickHouse inside this process; its data in `<dataDir>/clickhouse`. One process at a time may hold the directory.
 * Throws `store-busy` when another one does.
 */
export async function openEmbedded(dataDir: string): Promise<Engine> {
  const path = resolve(dataDir, 'clickhouse');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await makePrivateFolder(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
    throw new AssayError('store-failed', `${path} is not a folder, but the database should be there.`, {
      remedy: 'Move it away: the journals will then be read into a new database.',
      cause,
    });
  });
  // Loading the native library costs about 160 MB of (mostly shared) memory: only whoever opens a directory pays for it.
  const [{ Session, drainPending }, { createChdbConnection }] = await Promise.all([
    import('chdb'),
    import('chdb/connection'),
  ]);
  const opened: { close(): unknown }[] = [];
  const close = async () => {
    for (const part of opened.toReversed()) await part.close();
    await drainPending();
  };
  try {
    // The connection takes no arguments; it joins the engine which this session has started with ours.
    opened.push(new Session(path, { connectionArgs }));
    // Same contract, but each package brings its own copy of the types.
    const connection = createChdbConnection({ path }) as unknown as ConnectionOption;
    const client = createClient({ connection });
    opened.push(client);
    await enterDatabase(client);
    return { client, isEmbedded: true, close };
  } catch (cause) {
    // what is half open would keep this process from opening any other directory
    await close();
    throw await openError(dataDir, path, cause);
  }
}

const database = 'assay';

/**
 * The engine's `default` database also has each file of the working directory as a table: there, a file called `samples` takes the place of ours.
 * So the tables are in a database of their own; those of data directories made before are moved to it.
 */
async function enterDatabase(client: ClickHouseClient): Promise<void> {
  await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${database} ENGINE = Atomic` });
  const earlier = await ask<{ name: string }>(
    client,
    `SELECT name FROM system.tables WHERE database = 'default' AND engine = 'ReplacingMergeTree'
       AND name NOT IN (SELECT name FROM system.tables WHERE database = '${database}')`,
  );
  for (const { name } of earlier)
    await client.command({ query: `RENAME TABLE default.${name} TO ${database}.${name}` });
  await client.command({ query: `USE ${database}` });
}

/** Who holds the directory, as the engine's own lock file says: it outlives a process that was killed. */
export async function holderOf(dataDir: string): Promise<number | null> {
  const status = await readFile(join(resolve(dataDir, 'clickhouse'), 'status'), 'utf8').catch(() => '');
  const pid = /PID: (\d+)/.exec(status)?.[1];
  return pid === undefined ? null : Number(pid);
}

/** The engine does not say why it could not connect; its own lock file names the process that holds the directory. */
async function openError(dataDir: string, path: string, cause: unknown): Promise<AssayError> {
  if (/one active data directory per process/.test(String((cause as Error)?.message)))
    return new AssayError('store-busy', `This process has another data directory open than ${dataDir}.`, {
      remedy: 'A process opens one at a time: wait for the first call to end before the second begins.',
      cause,
    });
  const holder = await holderOf(dataDir);
  // who has just begun has not yet written into it
  const isBeginning = (await readFile(join(path, 'status'), 'utf8').catch(() => null)) === '';
  if (holder === null && !isBeginning) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new AssayError('store-failed', `The database in ${path} could not be opened: ${reason}`, {
      remedy:
        'Check that the directory is writable and its disk is not full. If it is damaged, `assay doctor --repair` moves it to damaged/ and reads the journals into a new one.',
      cause,
    });
  }
  return busyError(dataDir, cause);
}

/** Says who holds the directory, as far as that is known. */
export async function busyError(dataDir: string, cause?: unknown): Promise<AssayError> {
  const holder = await holderOf(dataDir);
  const who = holder === null ? 'another process' : `another process (pid ${holder})`;
  return new AssayError('store-busy', `The data directory ${dataDir} is in use by ${who}.`, {
    remedy: 'Wait for its end, use its page, end it, or choose another directory with --data-dir.',
    ...(cause !== undefined && { cause }),
  });
}
