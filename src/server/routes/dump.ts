import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { isDumpStore, tableChunkSchema, tableDumpSchema, type DumpStore } from '../../contract/backup.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import type { Deps } from '../deps.ts';
import { requireToken } from '../guard.ts';
import { bytes, json } from '../responses.ts';
import { createRouter } from '../router.ts';

const security = [{ token: [] }];

const dumpRoute = createRoute({
  method: 'get',
  path: '/api/dump',
  summary: 'What the tables hold now, as counts and hashes; for backups',
  security,
  responses: json(tableDumpSchema, 'by table and day'),
});

const chunkRoute = createRoute({
  method: 'get',
  path: '/api/dump/chunk',
  summary: 'The rows of one table and day; for backups',
  security,
  request: {
    query: z.object({
      table: tableChunkSchema.shape.table.describe('as `/api/dump` has it'),
      chunk: tableChunkSchema.shape.chunk.describe('as `/api/dump` has it: a day, or `all`'),
      columns: z
        .string()
        .regex(/^\w+(,\w+)*$/)
        .describe('names with commas between them'),
    }),
  },
  responses: bytes('application/octet-stream', 'ClickHouse Native format, compressed with zstd'),
});

function dumpStore(store: ResultStore): DumpStore {
  if (isDumpStore(store)) return store;
  throw new AssayError('not-allowed', 'This server does not hold the results itself.', {
    remedy: 'Back up where the results are.',
  });
}

/** The file is removed once it was sent, or the other side is gone. */
async function chunkFile(
  store: DumpStore,
  { columns, ...chunk }: { table: string; chunk: string; columns: string },
): Promise<ReadableStream> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-dump-'));
  const remove = () => void rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'chunk');
    await store.writeChunk(chunk, columns.split(','), path);
    const stream = createReadStream(path);
    stream.once('close', remove);
    return Readable.toWeb(stream) as ReadableStream;
  } catch (error) {
    remove();
    throw error;
  }
}

export type DumpRoute = typeof dumpRoute | typeof chunkRoute;

export const dumpRoutes = ({ store, token }: Deps) => {
  const router = createRouter();
  router.use('/api/dump/*', requireToken(token));
  router.use('/api/dump', requireToken(token));
  return router
    .openapi(dumpRoute, async (c) => c.json(await dumpStore(store).dump(), 200))
    .openapi(chunkRoute, async (c) =>
      c.body(await chunkFile(dumpStore(store), c.req.valid('query')), 200, {
        'content-type': 'application/octet-stream',
      }),
    );
};
