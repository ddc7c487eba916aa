/** Tables go to a server a chunk at a time; what is there already, equal by count and hash, is not sent again. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DumpStore, MoveTarget, TableChunk, TableDump } from '../../contract/backup.ts';
import { AssayError } from '../../contract/errors.ts';
import type { MovedTable } from '../../contract/migration.ts';
import type { AppContext } from '../context.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { meter } from '../progress.ts';
import { compareDumps, digestOf, type Difference } from './compare-dumps.ts';

export interface Move {
  source: DumpStore;
  target: MoveTarget;
  /** URL of the target, without its password. */
  to: string;
  isDryRun: boolean;
}

export interface Moved {
  tables: MovedTable[];
  /** Compressed. */
  sentBytes: number;
}

const rest = 'What was sent stays there; the same command sends the rest.';
/** While runs go on, each pass sends what was written during the one before. */
const maxPasses = 8;
const everyRun = 2 ** 31;

const usage = (message: string, remedy: string) => new AssayError('usage', message, { remedy });

/** Throws `usage` when the target has rows that are not of an earlier move of this data. */
async function refuseOthers({ source, target, to }: Move, there: TableDump): Promise<void> {
  if (there.chunks.length === 0) return;
  const move = await target.moveState();
  const remedy = 'Name an empty database: what another one has is never written over.';
  if (move === null) throw usage(`There are other results in ${to}.`, remedy);
  if (move.state === 'complete') {
    if (move.digest === digestOf(there.chunks)) return;
    throw usage(`The results in ${to} have changed since they were moved there.`, remedy);
  }
  const here = new Set((await source.listRuns({ limit: everyRun })).map(({ run_id: id }) => id));
  const other = (await target.runIds()).find((id) => !here.has(id));
  if (other !== undefined) throw usage(`Run ${other} in ${to} is not among the results here.`, remedy);
}

function refuseNewer({ migrations }: TableDump, there: TableDump): void {
  const unknown = migrations.filter((name) => !there.migrations.includes(name));
  if (unknown.length === 0) return;
  throw new AssayError(
    'store-failed',
    `The server that has the data open is of a newer version (${unknown}).`,
    {
      remedy: 'Move the results with that version of Assay.',
    },
  );
}

const rowsOf = ({ here }: Difference) => here?.rows ?? 0;

/** Each chunk is written to a file, the next one while one is sent. Gives the bytes of the files. */
async function send(
  { source, target }: Move,
  columns: TableDump['columns'],
  chunks: readonly Difference[],
  context: AppContext,
): Promise<number> {
  const total = chunks.reduce((sum, chunk) => sum + rowsOf(chunk), 0);
  const progress = meter(context, { stage: 'moving', unit: 'row', total });
  const folder = await mkdtemp(join(tmpdir(), 'assay-migrate-'));
  const write = async (at: number): Promise<string | null> => {
    const chunk = chunks[at];
    if (!chunk?.here) return null;
    const path = join(folder, `${at}.native.zst`);
    await source.writeChunk(chunk.here, columns[chunk.table] ?? [], path);
    return path;
  };
  let bytes = 0;
  let done = 0;
  let writing = write(0);
  try {
    for (const [at, chunk] of chunks.entries()) {
      throwIfInterrupted(context, rest);
      progress(done);
      const path = await writing;
      writing = write(at + 1);
      const names = columns[chunk.table] ?? [];
      if (chunk.there) await target.dropChunk(chunk, names);
      if (path !== null) {
        await target.readChunk(chunk.table, names, path);
        bytes += (await stat(path)).size;
        await rm(path);
      }
      done += rowsOf(chunk);
    }
  } finally {
    // a file that is still being written would come after its folder was removed
    await writing.catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
  return bytes;
}

const rowsIn = (chunks: readonly TableChunk[]) => chunks.reduce((sum, { rows }) => sum + rows, 0);

function tablesOf(chunks: readonly TableChunk[], sent: ReadonlyMap<string, Difference>): MovedTable[] {
  return [...Map.groupBy(chunks, ({ table }) => table)].map(([table, own]) => {
    const ownSent = own.filter((chunk) => sent.has(`${table}/${chunk.chunk}`));
    return {
      table,
      partitions: own.length,
      rows: rowsIn(own),
      hash: String(
        BigInt.asUintN(
          64,
          own.reduce((sum, chunk) => sum + BigInt(chunk.hash), 0n),
        ),
      ),
      sent_partitions: ownSent.length,
      sent_rows: rowsIn(ownSent),
    };
  });
}

/** Sends until both have the same rows, by count and hash of every chunk. Throws `usage` for a target with other data. */
export async function moveTables(move: Move, context: AppContext): Promise<Moved> {
  const { source, target, isDryRun } = move;
  const sent = new Map<string, Difference>();
  let sentBytes = 0;
  let before: string | null = null;
  for (let pass = 1; ; pass++) {
    const { columns, chunks, migrations } = await source.dump();
    const there = await target.dump(columns);
    if (!isDryRun) refuseNewer({ columns, chunks, migrations }, there);
    const different = compareDumps(chunks, there.chunks);
    if (pass === 1 && different.length > 0) await refuseOthers(move, there);
    if (isDryRun || different.length === 0) {
      for (const each of isDryRun ? different : []) sent.set(`${each.table}/${each.chunk}`, each);
      if (!isDryRun) await target.writeMoveState({ state: 'complete', digest: digestOf(there.chunks) });
      return { tables: tablesOf(chunks, sent), sentBytes };
    }
    const now = digestOf(chunks);
    if (now === before || pass > maxPasses) throw stillDifferent(move, different, now === before);
    before = now;
    await target.writeMoveState({ state: 'begun' });
    sentBytes += await send(move, columns, different, context);
    for (const each of different) sent.set(`${each.table}/${each.chunk}`, each);
  }
}

function stillDifferent({ to }: Move, [first]: readonly Difference[], isSame: boolean): AssayError {
  const where = `${first?.table}, ${first?.chunk}`;
  return isSame
    ? new AssayError('store-failed', `Rows in ${to} differ from those that were sent: ${where}.`, {
        remedy: 'Give the same command again; if that does not help, report this.',
      })
    : new AssayError('store-failed', `The results change faster than they can be moved: ${where}.`, {
        remedy: `Stop the runs that are going on, then give the same command again. ${rest}`,
      });
}
