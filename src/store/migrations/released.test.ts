/**
 * Databases as each version of the schema made them, brought to that of now: the same rows and answers, and the same tables as new ones have.
 * `test/stores/released/0007.json` was written by `test/stores/write-released.ts` in the sources that had 0007 as their newest migration: a run of two
 * targets and two cases.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roundToUnits } from '../../contract/whole-units.ts';
import { ask } from '../ask.ts';
import { clickHouseStore } from '../clickhouse-store.ts';
import { openEmbedded, type Engine } from '../engine.ts';
import { migrate, migrations } from '../migrate.ts';

/** `native`: its rows in ClickHouse's Native format, zstd, base64. */
interface Dump {
  tables: { name: string; create: string; native: string }[];
}

const folder = new URL('../../../test/stores/released/', import.meta.url);
const versions = readdirSync(folder)
  .map((file) => file.slice(0, 4))
  .toSorted();
const dumpOf = (version: string): Dump =>
  JSON.parse(readFileSync(new URL(`${version}.json`, folder), 'utf8'));

interface Column {
  table: string;
  name: string;
  type: string;
}

type Row = Record<string, unknown>;

/** Made while the first tables were still being written: a repeat is part of the key there, whose type no statement can change. */
const firstDay = ['0001', '0002'];
const asOnFirstDay = (columns: readonly Column[]) =>
  columns
    .filter(({ table, name }) => table !== 'schema_migrations' || name !== 'version')
    .map((column) => (column.name === 'repeat' ? { ...column, type: 'UInt16' } : column));

const root = mkdtempSync(join(tmpdir(), 'assay-released-'));
let engine: Engine;
let fresh: Column[];

async function enter(database: string): Promise<void> {
  for (const query of [`CREATE DATABASE ${database}`, `USE ${database}`])
    await engine.client.command({ query });
}

/** Every column and table as they are, whatever the order. */
const schema = () =>
  ask<Column>(
    engine.client,
    `SELECT table, name, type, default_expression, compression_codec, is_in_sorting_key, is_in_partition_key
     FROM system.columns WHERE database = currentDatabase() ORDER BY table, name`,
  );

async function load({ tables }: Dump): Promise<void> {
  for (const { name, create, native } of tables) {
    const file = join(root, name);
    writeFileSync(file, Buffer.from(native, 'base64'));
    await engine.client.command({ query: create });
    await engine.client.command({
      query: `INSERT INTO ${name} SELECT * FROM file('${file}', 'Native', 'auto', 'zstd')`,
    });
  }
}

/** Filled anew by a migration, or written again with a new version. */
const ofRows = ['retried_attempts', 'run_cases', 'runs', 'sample_payloads', 'samples'];

/** Rows of these tables, with the columns that they have; `columns`: those that they had. */
async function rowsOf(columns: Record<string, string[]>): Promise<Row[][]> {
  const all: Row[][] = [];
  for (const table of ofRows)
    all.push(
      await ask<Row>(engine.client, `SELECT ${columns[table]?.join(', ')} FROM ${table} FINAL ORDER BY ALL`),
    );
  return all;
}

/** Times of samples, which older versions kept with all digits, as they are kept since. */
const inWholeUnits = (tables: Row[][]): Row[][] =>
  tables.map((rows, i) => (ofRows[i] === 'samples' ? rows.map((row) => roundToUnits(row)) : rows));

async function columnsOf(): Promise<Record<string, string[]>> {
  const found = await ask<{ table: string; names: string[] }>(
    engine.client,
    `SELECT table, groupArray(name) AS names FROM system.columns
     WHERE database = currentDatabase() AND name != 'version' GROUP BY table`,
  );
  return Object.fromEntries(found.map(({ table, names }) => [table, names]));
}

beforeAll(async () => {
  engine = await openEmbedded(root);
  await enter('of_now');
  await migrate(engine.client);
  fresh = await schema();
});
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

it('has a database of every version before the newest', () => {
  const numbers = migrations.map(({ name }) => name.slice(0, 4));
  expect(versions).toEqual(expect.arrayContaining(numbers.slice(0, -1)));
});

describe.each(versions)('a database of version %s', (version) => {
  it('is brought to that of now', async () => {
    await enter(`of_${version}`);
    await load(dumpOf(version));
    const columns = await columnsOf();
    const before = inWholeUnits(await rowsOf(columns));
    const applied = await migrate(engine.client);
    expect(applied).toEqual(migrations.map(({ name }) => name).filter((name) => name.slice(0, 4) > version));
    expect(await rowsOf(columns)).toEqual(before);
    expect(await schema()).toEqual(firstDay.includes(version) ? asOnFirstDay(fresh) : fresh);

    const store = clickHouseStore(engine, { samplesDays: null });
    const [run] = await store.listRuns();
    const totals = await store.totals([run?.run_id ?? '']);
    expect(totals.map(({ n }) => n)).toEqual([2, 2]);
    await store.refresh();
    const [figures] = await ask<{ n: number; targets: number }>(
      engine.client,
      'SELECT sum(n) AS n, uniqExact(target_key) AS targets FROM rollup_days FINAL',
    );
    expect(figures).toEqual({ n: 4, targets: 2 });
  });
});
