/** Tables as spreadsheets write them: a header line, cells in quotes where needed, and any of the usual separators. */
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

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
  if (start !== '') yield start;
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
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
  const entries: [string, string][] = [];
  for (const [place, name] of header.entries()) {
    const cell = cells[place] ?? '';
    if (name !== null) entries.push([name, cell]);
    else if (cell.trim() !== '')
      throw new TableProblem(
        `Cell ${place + 1} has text, but its column has no name.`,
        line,
        'a name for each column in the first line',
      );
  }
  return Object.fromEntries(entries);
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

/**
 * Rows in order, cells as text. Rows whose cells are all empty are passed over, as are columns without name and content; a line `sep=;`
 * before the header names the separator. Throws `TableProblem`.
 */
export async function* csvRows(
  text: AsyncIterable<string>,
  options: CsvOptions = {},
): AsyncGenerator<CsvRow> {
  const pieces = text[Symbol.asyncIterator]();
  let { line: header, read } = await firstLine(pieces);
  const named = /^sep=(.)$/i.exec(header.trimEnd())?.[1];
  let offset = 0;
  if (named !== undefined) {
    offset = 1;
    const rest = joined(read.slice(header.length).replace(/^\r?\n|^\r/, ''), pieces)[Symbol.asyncIterator]();
    ({ line: header, read } = await firstLine(rest));
    yield* rowsOf(joined(read, rest), options.delimiter ?? named, header, offset);
    return;
  }
  const delimiter = options.delimiter ?? separatorOf(header, options.usual ?? ',');
  yield* rowsOf(joined(read, pieces), delimiter, header, offset);
}

async function* rowsOf(
  text: AsyncIterable<string>,
  delimiter: string,
  headerLine: string,
  offset: number,
): AsyncGenerator<CsvRow> {
  // `a, b, c`: the spaces belong to the separator when every column has one
  const isSpaced =
    headerLine.split(delimiter).slice(1).length > 0 &&
    headerLine
      .split(delimiter)
      .slice(1)
      .every((cell) => /^[ \t]/.test(cell));
  const parser = parse({
    info: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    ltrim: isSpaced && delimiter !== '\t',
    max_record_size: maxRowCharacters,
  });
  // either end takes the other with it: a source that fails, a reader that has enough
  let fault: unknown;
  pipeline(Readable.from(text), parser, (error) => void (fault = error));
  let header: (string | null)[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      const line = info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0) + offset;
      if (header === undefined) header = headerOf(record, line);
      else if (record.some((cell) => cell.trim() !== ''))
        yield { row: rowOf(record, header, line, delimiter), line };
    }
  } catch (cause) {
    const first = fault ?? cause;
    throw first instanceof CsvError ? problemOf(first, offset) : first;
  }
}
