import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { csvRows, TableProblem } from '../base/csv-rows.ts';
import { decodeText, isEncoding, textLines } from '../base/decode-text.ts';
import { lineSource } from './line-source.ts';
import { parseJson, parseYaml } from './parse-document.ts';
import { readText, reportingEncoding } from './read-text.ts';
import type { Path } from '../contract/problems/value-path.ts';
import { showValue } from '../contract/problems/show-value.ts';
import { within } from './source.ts';
import type { ReadDocument, Report, Source } from './source.ts';
import { exactValue } from './written-values.ts';

/** Endings of data files, each with what reads it. */
export const rowEndings = ['.jsonl', '.ndjson', '.json', '.csv', '.tsv', '.yaml', '.yml'];

export interface RowOptions {
  /** How many rows are read at most; no more of the file is looked at. */
  limit?: number;
  /** Between the cells of a table; default: its first line tells. */
  delimiter?: string | undefined;
  /** What the file is written in; default: UTF-8, or UTF-16 where it says so. */
  encoding?: string | undefined;
}

const piecesOf = (file: string, encoding: string | undefined) => decodeText(createReadStream(file), encoding);

/** Its numbers are as they are written already: to ask the source again would parse every row once more. */
const alreadyExact = (source: Source): Source => ({ ...source, written: () => undefined });

type Take = (row: ReadDocument) => void;

/** One line of JSON a row; empty lines are skipped. A broken line is reported, the others are still read. */
async function jsonLines(
  file: string,
  limit: number,
  options: RowOptions,
  report: Report,
  take: Take,
): Promise<boolean> {
  let rows = 0;
  let lineOffset = 0;
  for await (const line of textLines(piecesOf(file, options.encoding))) {
    if (rows >= limit) break;
    if (line.trim() !== '') {
      const row = parseJson(line, { file, lineOffset }, report);
      if (row) {
        rows++;
        take({ value: row.value, source: lineSource(line, file, lineOffset) });
      }
    }
    lineOffset++;
  }
  return true;
}

/** A row of a table knows its line, not the column of a cell. */
function rowSource(file: string, line: number): Source {
  return {
    place: (path: Path) => ({
      location: { file, line },
      ...(path.length === 0 ? {} : { path: path.join('.') }),
    }),
    written: () => undefined,
  };
}

/** All cells are text. */
async function table(
  file: string,
  limit: number,
  options: RowOptions,
  report: Report,
  take: Take,
): Promise<boolean> {
  let rows = 0;
  const usual = extname(file).toLowerCase() === '.tsv' ? '\t' : ',';
  const { delimiter, encoding } = options;
  try {
    const found = csvRows(piecesOf(file, encoding), { usual, ...(delimiter !== undefined && { delimiter }) });
    for await (const { row, line } of found) {
      if (rows >= limit) break;
      rows++;
      take({ value: row, source: rowSource(file, line) });
    }
    return true;
  } catch (cause) {
    if (!(cause instanceof TableProblem)) throw cause;
    const { line, message, expected, remedy } = cause;
    report({
      message: `The table cannot be read: ${message}`,
      location: { file, line },
      expected,
      ...(remedy !== undefined && { remedy }),
    });
    return false;
  }
}

/** A list of rows, or a mapping whose `cases` is one. */
function documentRows(document: ReadDocument | undefined, limit: number, report: Report): ReadDocument[] {
  if (!document) return [];
  const { value, source } = document;
  const inner = (value as { cases?: unknown } | null)?.cases;
  const [list, at] = Array.isArray(inner) ? [inner, within(source, 'cases')] : [value, source];
  if (!Array.isArray(list)) {
    report({
      message: `The file contains ${showValue(value)}.`,
      ...at.place([]),
      expected: 'a list of cases',
    });
    return [];
  }
  return list.slice(0, limit).map((row: unknown, i) => ({ value: row, source: within(at, i) }));
}

async function takeAll(file: string, options: RowOptions, report: Report, take: Take): Promise<boolean> {
  const { limit = Infinity, encoding } = options;
  const ending = extname(file).toLowerCase();
  if (ending === '.jsonl' || ending === '.ndjson') return jsonLines(file, limit, options, report, take);
  if (ending === '.csv' || ending === '.tsv') return table(file, limit, options, report, take);
  if (!rowEndings.includes(ending)) {
    report({
      message: `"${file}" is not a data file.`,
      location: { file },
      expected: `a file ending in ${rowEndings.join(', ')}`,
    });
    return false;
  }
  const text = await readText(file, report, encoding);
  if (text === undefined) return false;
  const isJson = ending === '.json';
  const document = isJson ? parseJson(text, { file }, report) : parseYaml(text, file, report);
  for (const { value, source } of documentRows(document, limit, report))
    take({ value: isJson ? value : exactValue(value, source), source: alreadyExact(source) });
  return true;
}

/**
 * Hands on the first rows of a data file, by its ending, one by one: all at once they are more than what is made of them. What cannot be read is
 * reported; gives whether the file could be read at all, else what was taken of it is void. Numbers that would change are `WrittenNumber`s.
 */
export async function takeRows(
  file: string,
  options: RowOptions,
  report: Report,
  take: Take,
): Promise<boolean> {
  const { encoding } = options;
  if (encoding !== undefined && !isEncoding(encoding)) {
    report({
      message: `\`encoding\` is "${encoding}".`,
      location: { file },
      expected: 'utf-8, utf-16le, windows-1252, shift_jis, gbk or another name of the Encoding Standard',
    });
    return false;
  }
  return reportingEncoding(file, report, () => takeAll(file, options, report, take), false);
}

/** All of them. */
export async function readRows(file: string, options: RowOptions, report: Report): Promise<ReadDocument[]> {
  const rows: ReadDocument[] = [];
  const isRead = await takeRows(file, options, report, (row) => rows.push(row));
  return isRead ? rows : [];
}
