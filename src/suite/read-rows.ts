import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { parseJson, parseYaml } from './parse-document.ts';
import { showValue } from './show-value.ts';
import { within } from './source.ts';
import type { Path, ReadDocument, Report, Source } from './source.ts';

/** Endings of data files, each with what reads it. */
export const rowEndings = ['.jsonl', '.ndjson', '.json', '.csv', '.tsv', '.yaml', '.yml'];

/** One line of JSON a row; empty lines are skipped. A broken line is reported, the others are still read. */
function jsonLines(text: string, file: string, limit: number, report: Report): ReadDocument[] {
  const rows: ReadDocument[] = [];
  let lineOffset = 0;
  for (const line of text.split('\n')) {
    if (rows.length >= limit) break;
    if (line.trim() !== '') {
      const row = parseJson(line, { file, lineOffset }, report);
      if (row) rows.push(row);
    }
    lineOffset++;
  }
  return rows;
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

interface TableRow {
  record: Record<string, string>;
  info: { lines: number };
}

/** RFC 4180 with a header line; cells may hold line ends. All cells are text. */
function table(text: string, file: string, limit: number, delimiter: string, report: Report): ReadDocument[] {
  let line = 1;
  try {
    const options = {
      columns: true,
      bom: true,
      info: true,
      delimiter,
      skip_empty_lines: true,
      ...(limit < Infinity ? { to: limit } : {}),
    };
    return (parse(text, options) as unknown as TableRow[]).map(({ record, info }) => {
      // `lines` counts to the end of the row; the next one begins after it.
      const source = rowSource(file, line + 1);
      line = info.lines;
      return { value: record, source };
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const found = (cause as unknown as { lines?: number }).lines;
    report({
      message: `The table cannot be read: ${cause.message}.`,
      location: found === undefined ? { file } : { file, line: found },
      expected: 'a header line, and as many cells in every row',
      remedy: 'Put cells that hold the separator, quotes or line ends in double quotes.',
    });
    return [];
  }
}

/** A list of rows, or a mapping whose `cases` is one. */
function documentRows(document: ReadDocument | undefined, limit: number, report: Report): ReadDocument[] {
  if (!document) return [];
  const { value, source } = document;
  const inner = (value as { cases?: unknown } | null)?.cases;
  const [list, at] = Array.isArray(inner) ? [inner, within(source, 'cases')] : [value, source];
  if (!Array.isArray(list)) {
    report({ message: `The file holds ${showValue(value)}.`, ...at.place([]), expected: 'a list of cases' });
    return [];
  }
  return list.slice(0, limit).map((row: unknown, i) => ({ value: row, source: within(at, i) }));
}

/** The first `limit` rows of a data file, by its ending; what cannot be read is reported. */
export async function readRows(file: string, limit: number, report: Report): Promise<ReadDocument[]> {
  const text = await readFile(file, 'utf8');
  switch (extname(file).toLowerCase()) {
    case '.jsonl':
    case '.ndjson':
      return jsonLines(text, file, limit, report);
    case '.json':
      return documentRows(parseJson(text, { file }, report), limit, report);
    case '.yaml':
    case '.yml':
      return documentRows(parseYaml(text, file, report), limit, report);
    case '.csv':
      return table(text, file, limit, ',', report);
    case '.tsv':
      return table(text, file, limit, '\t', report);
    default:
      report({
        message: `"${file}" is no data file.`,
        location: { file },
        expected: `a file ending in ${rowEndings.join(', ')}`,
      });
      return [];
  }
}
