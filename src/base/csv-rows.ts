/** Tables as spreadsheets write them: a header line, cells in quotes where needed, and any of the usual separators. */
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { lineEndAt, PlainRecords, type TableRecord } from './plain-records.ts';

/** What is wrong with a table, where, and what would do. */
export class TableProblem extends Error {
  /** From 1. */
  readonly line: number;
  readonly expected: string;
  readonly remedy: string | undefined;
  constructor(message: string, line: number, expected: string, remedy?: string) {
    super(message);
    this.name = 'TableProblem';
    this.line = line;
    this.expected = expected;
    this.remedy = remedy;
  }
}

export interface CsvOptions {
  /** One character; default: the first line tells. */
  delimiter?: string;
  /** What is taken when the first line has none of them. */
  usual?: ',' | '\t';
}

export interface CsvRow {
  row: Record<string, string>;
  /** On which it begins. */
  line: number;
}

const separators = [',', ';', '\t', '|'];
/** Before so many characters a first line has ended, or it is none. */
const maxFirstLine = 1 << 20;
const names: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

const countOutsideQuotes = (line: string, separator: string): number =>
  line.replaceAll(/"(?:[^"]|"")*"/g, '').split(separator).length - 1;

/** The separator that the header has most often; the usual one when none is ahead of it. */
function separatorOf(header: string, usual: string): string {
  let best = usual;
  for (const separator of separators)
    if (countOutsideQuotes(header, separator) > countOutsideQuotes(header, best)) best = separator;
  return best;
}

/** Reads until the first line is whole; gives it and all that follows. */
async function firstLine(pieces: AsyncIterator<string>): Promise<{ line: string; read: string }> {
  let read = '';
  for (;;) {
    const quotes = read.split('"').length - 1;
    const end = /\r?\n|\r(?!$)/.exec(read);
    if (end && (quotes % 2 === 0 || read.length > maxFirstLine))
      return { line: read.slice(0, end.index), read };
    const next = await pieces.next();
    if (next.done || read.length > maxFirstLine) return { line: read, read };
    read += next.value;
  }
}

async function* joined(start: string, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    if (start !== '') yield start;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  } finally {
    await pieces.return?.();
  }
}

/** What a first column without a name is called. */
const rowNumbers = 'column 1';

/** Names of columns; `null` where a column has none. */
function headerOf(cells: string[], line: number): (string | null)[] {
  const header = cells.map((cell) => cell.trim()).map((name) => (name === '' ? null : name));
  // pandas writes the numbers of its rows in front, under no name
  const isNumbered = header[0] === null && header.slice(1).every((name) => name !== null);
  if (header.every((name) => name === null))
    throw new TableProblem('The first line of the table is empty.', line, 'a header line with column names');
  for (const [place, name] of header.entries()) {
    const first = header.indexOf(name);
    if (name !== null && first < place)
      throw new TableProblem(
        `Two columns are named "${name}": columns ${first + 1} and ${place + 1}.`,
        line,
        'a unique name for each column',
        'Rename or remove one of them.',
      );
  }
  return isNumbered && header.length > 1 ? [rowNumbers, ...header.slice(1)] : header;
}

/** Assigned as any other, a field `__proto__` would be another thing. */
const ownField = { enumerable: true, writable: true, configurable: true };

const countOf = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

function rowOf(
  cells: string[],
  header: (string | null)[],
  line: number,
  delimiter: string,
): Record<string, string> {
  const isShort = cells.length < header.length;
  if (isShort || cells.slice(header.length).some((cell) => cell.trim() !== ''))
    throw new TableProblem(
      `The row has ${countOf(cells.length, 'cell')}, the header ${countOf(header.length, 'column')}.`,
      line,
      `as many cells in every row as the header has, separated by ${names[delimiter] ?? `"${delimiter}"`}s`,
      'Put cells that contain the separator, quotes or line ends in double quotes; `delimiter` names another separator.',
    );
  const row: Record<string, string> = {};
  for (let place = 0; place < header.length; place++) {
    const [name = null, cell = ''] = [header[place], cells[place]];
    if (name === '__proto__') Object.defineProperty(row, name, { ...ownField, value: cell });
    else if (name !== null) row[name] = cell;
    else if (cell.trim() !== '')
      throw new TableProblem(
        `Cell ${place + 1} has text, but its column has no name.`,
        line,
        'a name for each column in the first line',
      );
  }
  return row;
}

const remedies: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'Close the quote; a quote inside a cell in quotes is written twice.',
  INVALID_OPENING_QUOTE: 'Put the whole cell in double quotes, and write each quote inside it twice.',
  CSV_INVALID_CLOSING_QUOTE: 'Put the whole cell in double quotes, and write each quote inside it twice.',
};

/** As a person would say it; the parser's own sentences name its options. */
function problemOf(cause: CsvError, offset: number): TableProblem {
  const line = Number((cause as unknown as { lines?: number }).lines ?? 1) + offset;
  const said: Record<string, string> = {
    CSV_QUOTE_NOT_CLOSED: 'A cell in double quotes does not end.',
    INVALID_OPENING_QUOTE: 'There is a double quote inside a cell that does not begin with one.',
    CSV_INVALID_CLOSING_QUOTE: 'Something follows a closing double quote.',
    CSV_MAX_RECORD_SIZE: 'A row is too large: a quote may not be closed.',
  };
  return new TableProblem(
    said[cause.code] ?? cause.message,
    line,
    'cells as in RFC 4180',
    remedies[cause.code],
  );
}

/** Of one row; a quote that is not closed must not take the memory of the whole file. */
const maxRowCharacters = 128 * 1024 * 1024;

interface Layout {
  delimiter: string;
  /** The first line, as it is written. */
  headerLine: string;
  /** What ends it. */
  lineEnd: ReturnType<typeof lineEndAt>;
  /** Lines of the file before those that are read. */
  offset: number;
}

/** Makes rows of records: the first one is the header. */
class RowMaker {
  readonly #delimiter: string;
  #header: (string | null)[] | undefined;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  #rowOf({ cells, line }: TableRecord): CsvRow[] {
    if (this.#header === undefined) this.#header = headerOf(cells, line);
    else if (cells.some((cell) => cell.trim() !== ''))
      return [{ row: rowOf(cells, this.#header, line, this.#delimiter), line }];
    return [];
  }

  /** All rows, or those before one that is wrong, whose problem is thrown then. */
  *rowsOf(records: readonly TableRecord[]): Generator<CsvRow[]> {
    const rows: CsvRow[] = [];
    try {
      for (const record of records) rows.push(...this.#rowOf(record));
    } catch (problem) {
      yield rows;
      throw problem;
    }
    yield rows;
  }
}

/**
 * Rows in order, cells as text, as many at a time as a piece of the text completes. Rows whose cells are all empty are passed over, as are
 * columns without name and content; a line `sep=;` before the header names the separator. Throws `TableProblem`.
 */
export async function* csvParts(
  text: AsyncIterable<string>,
  options: CsvOptions = {},
): AsyncGenerator<CsvRow[]> {
  const pieces = text[Symbol.asyncIterator]();
  let { line: header, read } = await firstLine(pieces);
  const named = /^sep=(.)$/i.exec(header.trimEnd())?.[1];
  let delimiter = options.delimiter ?? separatorOf(header, options.usual ?? ',');
  let rest = joined(read, pieces);
  if (named !== undefined) {
    const behind = read.slice(header.length).replace(/^\r?\n|^\r/, '');
    const following = joined(behind, pieces);
    ({ line: header, read } = await firstLine(following));
    delimiter = options.delimiter ?? named;
    rest = joined(read, following);
  }
  const lineEnd = lineEndAt(read, header.length);
  yield* partsOf(rest, { delimiter, headerLine: header, lineEnd, offset: named === undefined ? 0 : 1 });
}

/** The same row by row. */
export async function* csvRows(text: AsyncIterable<string>, options?: CsvOptions): AsyncGenerator<CsvRow> {
  for await (const part of csvParts(text, options)) yield* part;
}

/** `a, b, c`: the spaces belong to the separator when every column has one. */
function isSpaced({ headerLine, delimiter }: Layout): boolean {
  const others = headerLine.split(delimiter).slice(1);
  return delimiter !== '\t' && others.length > 0 && others.every((cell) => /^[ \t]/.test(cell));
}

async function* partsOf(text: AsyncGenerator<string>, layout: Layout): AsyncGenerator<CsvRow[]> {
  const { delimiter, lineEnd, offset } = layout;
  const maker = new RowMaker(delimiter);
  if (lineEnd === null || isSpaced(layout) || /["\r\n]/.test(delimiter)) {
    yield* parsedParts(text, layout, maker);
    return;
  }
  const plain = new PlainRecords({ delimiter, lineEnd, firstLine: offset + 1 });
  try {
    for (;;) {
      const next = await text.next();
      const { records, isPlain } = plain.push(next.done ? '' : next.value, next.done === true);
      yield* maker.rowsOf(records);
      if (!isPlain) {
        const { text: left, line } = plain.rest;
        yield* parsedParts(joined(left, text), { ...layout, offset: line - 1 }, maker);
        return;
      }
      if (next.done) return;
    }
  } finally {
    await text.return(undefined);
  }
}

/** So many rows at a time. */
const partRows = 500;

/** By a parser that knows tables of any kind, and says what is wrong with one. */
async function* parsedParts(
  text: AsyncIterable<string>,
  layout: Layout,
  maker: RowMaker,
): AsyncGenerator<CsvRow[]> {
  const parser = parse({
    info: true,
    delimiter: layout.delimiter,
    ...(layout.lineEnd !== null && { record_delimiter: layout.lineEnd }),
    relax_column_count: true,
    skip_empty_lines: true,
    ltrim: isSpaced(layout),
    max_record_size: maxRowCharacters,
  });
  // either end takes the other with it: a source that fails, a reader that has enough
  let fault: unknown;
  pipeline(Readable.from(text), parser, (error) => void (fault = error));
  let records: TableRecord[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      const inside = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      const line = layout.offset + info.lines - inside;
      records.push({ cells: record, line });
      if (records.length < partRows) continue;
      yield* maker.rowsOf(records);
      records = [];
    }
  } catch (cause) {
    const first = fault ?? cause;
    if (!(first instanceof CsvError)) throw first;
    yield* maker.rowsOf(records);
    throw problemOf(first, layout.offset);
  }
  yield* maker.rowsOf(records);
}
