import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { brotliDecompressSync, createGunzip, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, type Compressors } from 'hyparquet';
import { csvParts, TableProblem } from '../base/csv-rows.ts';
import { decodeText, isEncoding, lineParts, NotInEncoding } from '../base/decode-text.ts';
import { withTextsWhereNeeded } from '../base/exact-json.ts';
import { lookUp } from '../base/template.ts';
import { AssayError } from '../contract/errors.ts';
import { rowsOfFrame } from './pandas-frame.ts';
import { parsePythonJson } from './python-json.ts';
import { formatToRead } from './table-format.ts';

export type TableRow = Record<string, unknown>;

/** A row and where a person finds it. */
export interface PlacedRow {
  row: TableRow;
  /** From 1; for lines of a file it is the line, header and all. */
  place: number;
}

/** So many rows at a time, of what has no parts of its own. */
const partRows = 1000;

const broken = (file: string, message: string, cause: unknown) =>
  new AssayError('usage', `${file} cannot be read: ${message}`, { cause });

function rowOf(value: unknown, file: string, place: number): PlacedRow {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { row: value as TableRow, place };
  throw new AssayError('usage', `row ${place} of ${file} is not an object`, {
    remedy: 'Each row is an object with the columns as its keys.',
  });
}

/** How a table is written, where its content does not tell. */
export interface TableOptions {
  /** Between the cells of a CSV file; default: its first line tells. */
  delimiter?: string;
  /** Default: UTF-8, or UTF-16 where it says so. */
  encoding?: string;
  /** Where the list of rows is in a JSON document, e.g. `results.results`; default: the only list there is. */
  rows?: string;
}

/** Told which fraction of a file has been read, 0 to 1. */
export type OnRead = (fraction: number) => void;

interface Reading extends TableOptions {
  onRead: OnRead;
}

function unpacked(file: string, bytes: Readable): AsyncIterable<Uint8Array> {
  if (!file.toLowerCase().endsWith('.gz')) return bytes;
  const gunzip = createGunzip();
  // either end takes the other with it
  pipeline(bytes, gunzip, () => undefined);
  return gunzip;
}

async function* piecesOf(file: string, { encoding, onRead }: Reading): AsyncGenerator<string> {
  const { size } = await stat(file);
  const bytes = createReadStream(file);
  for await (const piece of decodeText(unpacked(file, bytes), encoding)) {
    yield piece;
    onRead(size === 0 ? 1 : bytes.bytesRead / size);
  }
}

function rowOfLine(text: string, file: string, place: number): PlacedRow {
  let value: unknown;
  try {
    value = withTextsWhereNeeded(parsePythonJson(text));
  } catch (cause) {
    throw broken(file, `line ${place} is not JSON (${(cause as Error).message})`, cause);
  }
  return rowOf(value, file, place);
}

async function* readLines(file: string, options: Reading): AsyncGenerator<PlacedRow[]> {
  let before = 0;
  for await (const lines of lineParts(piecesOf(file, options))) {
    const first = before + 1;
    before += lines.length;
    yield lines.flatMap((text, i) => (text.trim() === '' ? [] : [rowOfLine(text, file, first + i)]));
  }
}

async function wholeText(file: string, options: Reading): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of piecesOf(file, { ...options, onRead: () => undefined })) pieces.push(piece);
  return pieces.join('');
}

/** How deep a list of rows is looked for. */
const maxDepth = 4;

/** Where lists of objects are in a document. */
function placesOfLists(value: unknown, path: string[] = []): string[] {
  if (Array.isArray(value)) {
    const isRows = value.length > 0 && value.every((item) => typeof item === 'object' && item !== null);
    const inner = value.length === 1 && path.length < maxDepth ? placesOfLists(value[0], [...path, '0']) : [];
    return [...(isRows && path.length > 0 ? [path.join('.')] : []), ...inner];
  }
  if (typeof value !== 'object' || value === null || path.length >= maxDepth) return [];
  return Object.entries(value).flatMap(([key, item]) => placesOfLists(item, [...path, key]));
}

/** The rows of a document: at `rows`, or the only list at its top. */
function listIn(document: unknown, file: string, rows: string | undefined): unknown[] {
  const places = placesOfLists(document);
  const hint = places.length > 0 ? `Name one with --rows: ${places.join(', ')}.` : '';
  if (rows !== undefined) {
    const named = lookUp(rows, document as Record<string, unknown>);
    if (Array.isArray(named)) return named;
    throw new AssayError('usage', `${file} has no list at "${rows}"`, {
      remedy: hint || 'Expected the path of a list of objects, e.g. --rows results.results.',
    });
  }
  if (Array.isArray(document)) return document;
  const isObject = typeof document === 'object' && document !== null;
  const lists = isObject ? Object.values(document).filter(Array.isArray) : [];
  if (lists.length === 1 && places.length <= 1) return lists[0] as unknown[];
  const table = rowsOfFrame(document);
  if (table) return table;
  throw new AssayError('usage', `${file} has ${Math.max(lists.length, places.length)} lists`, {
    remedy: hint || 'Expected a list of rows, or an object with one list in it.',
  });
}

/** The values of a text that holds JSON line by line; `null`: it does not. */
function linesIn(text: string): unknown[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  try {
    return lines.map((line) => withTextsWhereNeeded(parsePythonJson(line)));
  } catch {
    return null;
  }
}

/** A list of rows, an object with one list in it, a table as pandas writes one, or JSON line by line. */
async function* readJson(file: string, options: Reading): AsyncGenerator<PlacedRow[]> {
  const text = await wholeText(file, options);
  let document: unknown;
  try {
    document = withTextsWhereNeeded(parsePythonJson(text));
  } catch (cause) {
    const rows = cause instanceof SyntaxError ? linesIn(text) : null;
    if (rows === null) throw broken(file, (cause as Error).message, cause);
    yield* partsOf(rows, file, options);
    return;
  }
  yield* partsOf(listIn(document, file, options.rows), file, options);
}

function* partsOf(list: unknown[], file: string, { onRead }: Reading): Generator<PlacedRow[]> {
  for (let from = 0; from < list.length; from += partRows) {
    const part = list.slice(from, from + partRows);
    yield part.map((value, i) => rowOf(value, file, from + i + 1));
    onRead((from + part.length) / list.length);
  }
}

async function* readCsv(file: string, options: Reading): AsyncGenerator<PlacedRow[]> {
  const usual = /\.tsv(?:\.gz)?$/i.test(file) ? '\t' : ',';
  try {
    for await (const part of csvParts(piecesOf(file, options), { usual, ...options }))
      yield part.map(({ row, line }) => ({ row, place: line }));
  } catch (cause) {
    if (!(cause instanceof TableProblem)) throw cause;
    const { line, message, expected, remedy } = cause;
    throw new AssayError('usage', `${file}:${line} cannot be read: ${message}`, {
      cause,
      remedy: remedy ?? `Expected ${expected}.`,
    });
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

/** Parquet's 64-bit numbers come as bigint, at any depth: those that JavaScript can hold are numbers, the others texts. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const isSafe = value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
    return isSafe ? Number(value) : String(value);
  }
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plainValue(item)]));
}

async function* readParquet(file: string, { onRead }: Reading): AsyncGenerator<PlacedRow[]> {
  try {
    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer);
    const total = Number(metadata.num_rows);
    for (let rowStart = 0; rowStart < total; rowStart += partRows) {
      const rowEnd = Math.min(total, rowStart + partRows);
      const rows = await parquetReadObjects({
        file: buffer,
        metadata,
        rowStart,
        rowEnd,
        compressors,
        parsers,
      });
      yield rows.map((row, i) => ({
        row: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)])),
        place: rowStart + i + 1,
      }));
      onRead(rowEnd / total);
    }
  } catch (cause) {
    if (cause instanceof AssayError) throw cause;
    throw broken(file, (cause as Error).message, cause);
  }
}

const unreadable = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'permission denied'],
]);

const readers = { jsonl: readLines, json: readJson, csv: readCsv, parquet: readParquet };

/** The rows of a file in its order, as many at a time as come together, by its ending. Throws `usage` when it cannot be read. */
export async function* readTableParts(
  file: string,
  options: TableOptions = {},
  onRead: OnRead = () => undefined,
): AsyncGenerator<PlacedRow[]> {
  const reader = readers[formatToRead(file)];
  if (options.encoding !== undefined && !isEncoding(options.encoding))
    throw new AssayError('usage', `"${options.encoding}" is not a known encoding`, {
      remedy:
        'Expected utf-8, utf-16le, windows-1252, shift_jis, gbk or another name of the Encoding Standard.',
    });
  try {
    yield* reader(file, { ...options, onRead });
  } catch (cause) {
    if (cause instanceof NotInEncoding)
      throw new AssayError('usage', `${file}:${cause.line} cannot be read: ${cause.message}`, {
        cause,
        remedy: 'Save it as UTF-8, or name its encoding, e.g. --encoding windows-1252.',
      });
    const { code } = cause as NodeJS.ErrnoException;
    if (code?.startsWith('Z_'))
      throw broken(file, `it is not a gzip file (${(cause as Error).message})`, cause);
    const why = code === undefined ? undefined : unreadable.get(code);
    if (why !== undefined) throw broken(file, why, cause);
    throw cause;
  }
}

/** The same row by row. */
export async function* readTable(...read: Parameters<typeof readTableParts>): AsyncGenerator<PlacedRow> {
  for await (const part of readTableParts(...read)) yield* part;
}
