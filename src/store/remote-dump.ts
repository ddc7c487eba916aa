import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { DumpStore, TableDump } from '../contract/backup.ts';

/** Asks the other process; throws what it refused. */
export type Ask = (path: string, body?: unknown) => Promise<Response>;

/** Whole tables from the process that holds them. */
export const remoteDump = (ask: Ask): Pick<DumpStore, 'dump' | 'writeChunk'> => ({
  async dump() {
    return (await (await ask('/api/dump')).json()) as TableDump;
  },
  async writeChunk(chunk, columns, path) {
    const query = new URLSearchParams({ ...chunk, columns: columns.join() });
    const { body } = await ask(`/api/dump/chunk?${query}`);
    const file = createWriteStream(path, { mode: 0o600, flags: 'wx' });
    await pipeline(Readable.fromWeb(body as WebStream), file);
  },
});
