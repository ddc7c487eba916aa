/** Tables written to files and read back, chunk by chunk. The rows of a chunk belong to the runs of one day, so those of past days rarely change. */
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { TableChunk, TableDump } from '../contract/backup.ts';
import { ask } from './ask.ts';
import type { Engine } from './engine.ts';
import { sqlLiteral } from './sql-literal.ts';

const dayMs = 86_400_000;
const ledger = 'schema_migrations';

/** Days since 1970 of a run id, whose first 48 bits are its time in ms (uuid v7). */
const dayOfRun = `intDiv(reinterpretAsUInt64(reverse(unhex(replaceAll(substring(run_id, 1, 13), '-', '')))), ${dayMs})`;

const dateOfDay = (day: number) => new Date(day * dayMs).toISOString().split('T')[0] as string;

/** Where the ids of a time begin: `01934567-89ab`. */
function idsFrom(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

/** States of aggregates are compared by what they amount to. Within a tuple, as the hash of a plain NULL is NULL. */
const hashed = ({ name, type }: Column) =>
  type.startsWith('AggregateFunction') ? `finalizeAggregation(${name})` : name;

interface Column {
  table: string;
  name: string;
  type: string;
}

/** Of all tables that hold results: on a cluster, of those in front. */
async function columnsOf({ client }: Engine): Promise<Map<string, Column[]>> {
  const rows = await ask<Column>(
    client,
    `SELECT table, name, type FROM system.columns
     WHERE database = currentDatabase() AND default_kind NOT IN ('ALIAS', 'MATERIALIZED') AND table IN (
       SELECT name FROM system.tables WHERE database = currentDatabase() AND name != '${ledger}'
         AND engine IN ('Distributed', 'ReplacingMergeTree'))
     ORDER BY table, position`,
  );
  return Map.groupBy(rows, ({ table }) => table);
}

const has = (columns: readonly { name: string }[], wanted: string) =>
  columns.some(({ name }) => name === wanted);

/** Days since 1970 that a row belongs to: of its run, or of what it sums up. `null`: the table has no days. */
function dayOf(columns: readonly { name: string }[]): string | null {
  if (has(columns, 'run_id')) return dayOfRun;
  return has(columns, 'day') ? `intDiv(toUnixTimestamp(day), ${dayMs / 1000})` : null;
}

async function chunksOf({ client }: Engine, table: string, columns: Column[]): Promise<TableChunk[]> {
  const day = dayOf(columns);
  const oldest = has(columns, 'started_at_ms') ? 'min(started_at_ms)' : 'NULL';
  const found = await ask<{ of_day: number; rows: number; hash: string; oldest_ms: number | null }>(
    client,
    `SELECT ${day ?? '0'} AS of_day, count() AS rows, toString(sum(cityHash64(tuple(${columns.map(hashed).join(', ')})))) AS hash,
       ${oldest} AS oldest_ms
     FROM ${table} FINAL GROUP BY of_day ORDER BY of_day`,
  );
  return found.map(({ of_day, ...figures }) => ({
    table,
    chunk: day === null ? 'all' : dateOfDay(of_day),
    ...figures,
  }));
}

/** What is stored now, as hashes. `only`: the columns to look at, by table; default: all. */
export async function dump(engine: Engine, only?: TableDump['columns']): Promise<TableDump> {
  const columns: TableDump['columns'] = {};
  const chunks: TableChunk[] = [];
  for (const [table, all] of await columnsOf(engine)) {
    const wanted = only ? all.filter(({ name }) => only[table]?.includes(name)) : all;
    if (wanted.length === 0) continue;
    columns[table] = wanted.map(({ name }) => name);
    chunks.push(...(await chunksOf(engine, table, wanted)));
  }
  const applied = await ask<{ name: string }>(
    engine.client,
    `SELECT name FROM ${ledger} FINAL ORDER BY name`,
  );
  return { columns, chunks, migrations: applied.map(({ name }) => name) };
}

/** Which rows of its table a chunk has; `null`: all. */
export function chunkWhere({ chunk }: Pick<TableChunk, 'chunk'>, columns: readonly string[]): string | null {
  const from = Date.parse(chunk);
  if (Number.isNaN(from)) return null;
  return columns.includes('run_id')
    ? `run_id >= '${idsFrom(from)}' AND run_id < '${idsFrom(from + dayMs)}'`
    : `day >= toDateTime(${from / 1000}, 'UTC') AND day < toDateTime(${(from + dayMs) / 1000}, 'UTC')`;
}

function rowsOf(chunk: Pick<TableChunk, 'table' | 'chunk'>, columns: readonly string[]): string {
  const where = chunkWhere(chunk, columns);
  return `SELECT ${columns.join(', ')} FROM ${chunk.table} FINAL${where === null ? '' : ` WHERE ${where}`}`;
}

/** The engine in this process writes the file by itself; a server sends it. */
export async function writeChunk(
  { client, isEmbedded }: Engine,
  chunk: Pick<TableChunk, 'table' | 'chunk'>,
  columns: string[],
  path: string,
): Promise<void> {
  const rows = rowsOf(chunk, columns);
  if (isEmbedded) {
    const file = `file(${sqlLiteral(path)}, 'Native', 'auto', 'zstd')`;
    await client.command({ query: `INSERT INTO FUNCTION ${file} ${rows}` });
    return;
  }
  const { stream } = await client.exec({
    query: `${rows} FORMAT Native`,
    decompress_response_stream: true,
  });
  await pipeline(stream, createZstdCompress(), createWriteStream(path, { mode: 0o600 }));
}

/** The rows come with their versions: what is there in a newer one stays. */
export async function readChunk(
  { client, isEmbedded }: Engine,
  table: string,
  columns: string[],
  path: string,
): Promise<void> {
  const names = columns.join(', ');
  if (isEmbedded) {
    const file = `file(${sqlLiteral(path)}, 'Native', 'auto', 'zstd')`;
    await client.command({ query: `INSERT INTO ${table} (${names}) SELECT ${names} FROM ${file}` });
    return;
  }
  const { stream } = await client.exec({
    query: `INSERT INTO ${table} (${names}) FORMAT Native`,
    values: createReadStream(path).pipe(createZstdDecompress()),
    // replicated tables leave out what they were sent before, also when it was removed since
    clickhouse_settings: { insert_deduplicate: 0 },
  });
  for await (const _ of stream);
}
