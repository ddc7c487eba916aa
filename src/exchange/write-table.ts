import { once } from 'node:events';
import { fileWriter, parquetWriteRows } from 'hyparquet-writer';
import type { Writable } from 'node:stream';
import type { TableRow } from './read-table.ts';
import { hasNestedValues, type TableFormat } from './table-format.ts';

/** `json`: anything; as JSON text where the format has no nesting. */
type ColumnType = 'text' | 'number' | 'flag' | 'json';

export interface Column {
  name: string;
  type: ColumnType;
}

const parquetTypes = { text: 'STRING', number: 'DOUBLE', flag: 'BOOLEAN', json: 'STRING' } as const;
const parquetGroup = 1000;

/** JSON text for what is nested, `undefined` for nothing. */
const flat = ({ name, type }: Column, row: TableRow): unknown => {
  const value = row[name];
  if (value === undefined) return undefined;
  return type === 'json' ? JSON.stringify(value) : (value ?? undefined);
};

function csvCell(value: unknown): string {
  if (value === undefined) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

type TextFormat = Exclude<TableFormat, 'parquet'>;

async function* pieces(
  format: TextFormat,
  columns: Column[],
  rows: AsyncIterable<TableRow>,
): AsyncGenerator<string> {
  if (format === 'csv') yield `${columns.map(({ name }) => csvCell(name)).join(',')}\n`;
  if (format === 'json') yield '[';
  let isFirst = true;
  for await (const row of rows) {
    if (format === 'csv') yield `${columns.map((column) => csvCell(flat(column, row))).join(',')}\n`;
    else if (format === 'jsonl') yield `${JSON.stringify(row)}\n`;
    else yield `${isFirst ? '\n' : ',\n'}${JSON.stringify(row)}`;
    isFirst = false;
  }
  if (format === 'json') yield '\n]\n';
}

/** Writes rows as they come; columns that a row lacks are empty. Waits where the stream does. */
export async function writeText(
  out: Writable,
  format: TextFormat,
  columns: Column[],
  rows: AsyncIterable<TableRow>,
): Promise<void> {
  for await (const piece of pieces(format, columns, rows)) if (!out.write(piece)) await once(out, 'drain');
}

/** Parquet needs a file: its index is written last. */
export async function writeParquet(
  file: string,
  columns: Column[],
  rows: AsyncIterable<TableRow>,
): Promise<void> {
  async function* flattened() {
    for await (const row of rows)
      yield Object.fromEntries(columns.map((column) => [column.name, flat(column, row)]));
  }
  await parquetWriteRows({
    writer: fileWriter(file),
    rows: flattened(),
    columns: columns.map(({ name, type }) => ({ name, type: parquetTypes[type], nullable: true })),
    rowGroupSize: parquetGroup,
  });
}

/** A cell as it was before it was written; `undefined`: it was not there. */
export function cellOf({ name, type }: Column, row: TableRow, format: TableFormat): unknown {
  const value = row[name];
  if (value === undefined || value === null)
    return type === 'json' && value === null && hasNestedValues(format) ? null : undefined;
  if (hasNestedValues(format)) return value;
  if (type === 'text') return String(value);
  if (value === '') return undefined;
  if (type === 'json') return JSON.parse(String(value)) as unknown;
  if (type === 'number') return Number(value);
  return typeof value === 'boolean' ? value : value === 'true';
}
