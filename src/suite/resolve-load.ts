import { ownValue } from '../base/own-value.ts';
import { withNumbers } from '../base/exact-json.ts';
import { resolve } from 'node:path';
import { AssayError } from '../contract/errors.ts';
import type { LoadEntry } from '../contract/load.ts';
import { readRows } from './read-rows.ts';
import { parsePath } from '../contract/problems/value-path.ts';
import { within } from './source.ts';
import type { Report, Source } from './source.ts';

/** Throws an `AssayError` whose problems' paths are relative to the load. */
export type CheckLoad = (load: LoadEntry) => void;

const defaultColumn = 'timestamp';

/** A number as it is; a date as ms since the epoch. */
function instantOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN;
  const number = Number(value);
  return Number.isNaN(number) ? Date.parse(value) : number;
}

/** Token counts of the columns that are named, in the order of the rows. */
function sizesOf(
  load: LoadEntry,
  rows: Awaited<ReturnType<typeof readRows>>,
  file: string,
  path: string,
  report: Report,
): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  for (const [field, column] of [
    ['inputs', load['inputColumn']],
    ['outputs', load['outputColumn']],
  ] as const) {
    if (typeof column !== 'string') continue;
    const counts = rows.map(({ value }) => Number(ownValue(value as Record<string, unknown> | null, column)));
    const broken = counts.findIndex((count) => !Number.isInteger(count) || count < 1);
    if (broken >= 0)
      report({
        message: `Row ${broken + 1} of "${file}" has no token count in the column "${column}".`,
        location: { file: path },
        expected: 'a whole number from 1',
      });
    else if (counts.length > 0) found[field] = counts;
  }
  return found;
}

/** The load with the instants of its trace file in it; what cannot be read is reported. */
export async function readTrace(load: LoadEntry, folder: string, report: Report): Promise<LoadEntry> {
  const { file, column = defaultColumn } = load;
  if (typeof file !== 'string' || load['times'] !== undefined) return load;
  const path = resolve(folder, file);
  const read = await readRows(path, {}, report).catch((error: Error) => {
    report({ message: `"${file}" cannot be read: ${error.message}.`, path: 'load.file' });
    return [];
  });
  const rows = read.map(({ value, source }) => ({ value: withNumbers(value), source }));
  const times = rows.map(({ value }) =>
    instantOf(ownValue(value as Record<string, unknown> | null, String(column))),
  );
  const sizes = sizesOf(load, rows, file, path, report);
  const broken = times.findIndex((time) => !Number.isFinite(time));
  if (broken >= 0)
    report({
      message: `Row ${broken + 1} of "${file}" has no timestamp in the column "${String(column)}".`,
      location: { file: path },
      expected: 'a number, or a date and time',
      remedy: 'Name the column: `column: …`.',
    });
  return { ...load, times: times.filter((time) => Number.isFinite(time)), ...sizes };
}

/** The suite's load, checked; `source` stands at the whole file. */
export async function resolveLoad(
  load: LoadEntry | undefined,
  folder: string,
  source: Source,
  check: CheckLoad,
  report: Report,
): Promise<LoadEntry | undefined> {
  if (!load) return undefined;
  const complete = await readTrace(load, folder, report);
  const at = within(source, 'load');
  try {
    check(complete);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    for (const problem of error.problems)
      report({
        ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
        ...problem,
        ...at.place(problem.path === undefined ? [] : parsePath(problem.path)),
      });
  }
  return complete;
}
