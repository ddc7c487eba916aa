import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { pipeline } from 'node:stream';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { linesOf } from '../base/lines-of.ts';
import { parseWellFormed } from '../base/well-formed.ts';
import { CsvError, parse } from 'csv-parse';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, type Compressors } from 'hyparquet';
import { AssayError } from '../contract/errors.ts';
import { formatOfFile } from './table-format.ts';

export type TableRow = Record<string, unknown>;

/** A row and where a person finds it. */
export interface PlacedRow {
  row: TableRow;
  /** From 1; for lines of a file it is the line, header and all. */
  place: number;
}

/** Rows of a Parquet file that are in memory at a time. */
const parquetRows = 1000;

const broken = (file: string, message: string, cause: unknown) =>
  new AssayError('usage', `${file} cannot be read: ${message}`, { cause });

function rowOf(value: unknown, file: string, place: number): PlacedRow {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { row: value as TableRow, place };
  throw new AssayError('usage', `row ${place} of ${file} is no object`, {
    remedy: 'Each row is an object with the columns as its keys.',
  });
}

async function* readLines(file: string): AsyncGenerator<PlacedRow> {
  const handle = await open(file);
  let place = 0;
  try {
    for await (const line of linesOf(handle.createReadStream({ autoClose: false }))) {
      place++;
      const text = place === 1 ? line.replace(/^\uFEFF/, '') : line;
      if (text.trim() === '') continue;
      let value: unknown;
      try {
        value = parseWellFormed(text);
      } catch (cause) {
        throw broken(file, `line ${place} is no JSON (${(cause as Error).message})`, cause);
      }
      yield rowOf(value, file, place);
    }
  } finally {
    await handle.close();
  }
}

/** A list of rows, or an object with one list in it. */
async function* readJson(file: string): AsyncGenerator<PlacedRow> {
  let document: unknown;
  try {
    document = parseWellFormed((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw broken(file, cause.message, cause);
  }
  const lists =
    typeof document === 'object' && document !== null && !Array.isArray(document)
      ? Object.values(document).filter(Array.isArray)
      : [document];
  const [list] = lists;
  if (lists.length !== 1 || !Array.isArray(list))
    throw new AssayError('usage', `${file} holds ${lists.length} lists`, {
      remedy: 'Expected a list of rows, or an object with one list in it.',
    });
  for (const [i, value] of list.entries()) yield rowOf(value, file, i + 1);
}

async function* readCsv(file: string): AsyncGenerator<PlacedRow> {
  const delimiter = extname(file).toLowerCase() === '.tsv' ? '\t' : ',';
  const parser = parse({ columns: true, bom: true, info: true, delimiter, skip_empty_lines: true });
  // either end takes the other with it: a file that cannot be read, a reader that has enough
  pipeline(createReadStream(file), parser, () => undefined);
  try {
    // the line on which a row begins is the one after the end of the row before
    let place = 2;
    for await (const { record, info } of parser as AsyncIterable<{
      record: TableRow;
      info: { lines: number };
    }>) {
      yield { row: record, place };
      place = info.lines + 1;
    }
  } catch (cause) {
    if (cause instanceof CsvError) throw broken(file, cause.message, cause);
    throw cause;
  }
}

const bytes = (buffer: Buffer) => new Uint8Array(buffer);
const compressors: Compressors = {
  GZIP: (input) => bytes(gunzipSync(input)),
  BROTLI: (input) => bytes(brotliDecompressSync(input)),
  ZSTD: (input) => bytes(zstdDecompressSync(input)),
};

/** A mark at the start of a cell is a letter of it: only at the start of a file it says how the file is written. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const parsers = { stringFromBytes: (text: Uint8Array | undefined) => text && utf8.decode(text) };

/** Whole numbers that JavaScript can hold are numbers: Parquet's 64-bit ones come as bigint. */
const plainValue = (value: unknown): unknown =>
  typeof value === 'bigint' && value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER
    ? Number(value)
    : value;

async function* readParquet(file: string): AsyncGenerator<PlacedRow> {
  try {
    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer);
    const total = Number(metadata.num_rows);
    for (let rowStart = 0; rowStart < total; rowStart += parquetRows) {
      const rowEnd = Math.min(total, rowStart + parquetRows);
      const rows = await parquetReadObjects({
        file: buffer,
        metadata,
        rowStart,
        rowEnd,
        compressors,
        parsers,
      });
      for (const [i, row] of rows.entries())
        yield {
          row: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)])),
          place: rowStart + i + 1,
        };
    }
  } catch (cause) {
    if (cause instanceof AssayError) throw cause;
    throw broken(file, (cause as Error).message, cause);
  }
}

const readers = { jsonl: readLines, json: readJson, csv: readCsv, parquet: readParquet };

/** The rows of a file in its order, by its ending. Throws `usage` when it cannot be read. */
export async function* readTable(file: string): AsyncGenerator<PlacedRow> {
  const reader = readers[formatOfFile(file)];
  try {
    yield* reader(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES')
      throw broken(file, (cause as Error).message, cause);
    throw cause;
  }
}
