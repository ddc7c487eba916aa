/** The rows of a data set's file. What ends in .json may be lines of JSON: some data sets are published so. */
import { readFile } from 'node:fs/promises';
import { withTextsWhereNeeded } from '../../base/exact-json.ts';
import { AssayError } from '../../contract/errors.ts';
import { parsePythonJson } from '../python-json.ts';
import { readTable, type PlacedRow } from '../read-table.ts';
import { parseYaml } from './promptfoo/beside.ts';

export async function textOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new AssayError('usage', `cannot read ${file}: ${cause.message}`, { cause });
  });
  return text.replace(/^\uFEFF/, '');
}

function objectIn(line: string | undefined): Record<string, unknown> | null {
  if (!line?.startsWith('{')) return null;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** Several lines, each of which is an object; or one that has an id, as rows do and documents do not. */
export function isLines(text: string): boolean {
  const [first, second] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const row = objectIn(first);
  if (!row) return false;
  return second === undefined ? 'id' in row : second?.startsWith('{') === true;
}

function* linesOf(text: string, file: string): Generator<PlacedRow> {
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    try {
      yield { row: withTextsWhereNeeded(parsePythonJson(line)) as PlacedRow['row'], place: i + 1 };
    } catch (cause) {
      throw new AssayError('usage', `${file}:${i + 1} cannot be read: the line is not JSON`, { cause });
    }
  }
}

function listIn(text: string, file: string): unknown[] {
  const document = parseYaml(text);
  if (Array.isArray(document)) return document as unknown[];
  throw new AssayError('usage', `${file} is not a list of rows`, {
    remedy: 'Expected a list of objects, or a promptfoo configuration.',
  });
}

export async function* rowsOfFile(file: string): AsyncGenerator<PlacedRow> {
  if (/\.ya?ml$/i.test(file)) {
    const list = listIn(await textOf(file), file);
    yield* list.map((row, i) => ({ row: row as PlacedRow['row'], place: i + 1 }));
    return;
  }
  const text = /\.json$/i.test(file) ? await textOf(file) : '';
  if (isLines(text)) yield* linesOf(text, file);
  else yield* readTable(file);
}
