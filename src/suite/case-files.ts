import { withNumbers, WrittenNumber } from '../base/exact-json.ts';
import { glob, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { caseSchema } from '../contract/suite.ts';
import type { Problem } from '../contract/errors.ts';
import type { CaseEntry } from '../contract/suite.ts';
import { caseOfRow, mappableFields } from './case-of-row.ts';
import { check } from './draft.ts';
import type { CaseFileEntry, Located } from './draft.ts';
import { meant } from '../contract/problems/near-miss.ts';
import { rowEndings, takeRows } from './read-rows.ts';
import { showValue } from '../contract/problems/show-value.ts';
import type { OnFile, ReadDocument, Report, Source } from './source.ts';
import { lookUp } from '../base/template.ts';

const isFile = async (path: string) => (await stat(path).catch(() => undefined))?.isFile() ?? false;

const isPattern = (path: string) => /[*?[{]/.test(path);

/** The files of a path or glob, sorted by name, so that the order of cases is the same on every machine. */
async function filesOf(pattern: string, folder: string): Promise<string[]> {
  const plain = resolve(folder, pattern) === pattern ? pattern : join(folder, pattern);
  if (await isFile(plain)) return [plain];
  if (!isPattern(pattern)) return [];
  const found: string[] = [];
  for await (const name of glob(pattern, { cwd: folder })) {
    const file = resolve(folder, name) === name ? name : join(folder, name);
    if (await isFile(file)) found.push(file);
  }
  return found.sort((a, b) => (a < b ? -1 : 1));
}

async function reportNoFile(entry: Located<CaseFileEntry>, folder: string, report: Report): Promise<void> {
  const wanted = entry.value.file;
  const names = await readdir(join(folder, dirname(wanted))).catch(() => []);
  const usable = names.filter((name) => rowEndings.some((ending) => name.endsWith(ending)));
  report({
    message: `No file matches "${wanted}".`,
    ...entry.source.place(['file']),
    expected: `a path or glob, relative to "${folder}"`,
    ...meant(basename(wanted), usable),
  });
}

/** What the rows of files come to, taken one by one. */
class CaseRows {
  /** Rows so far. */
  count = 0;
  readonly cases: Located<CaseEntry>[] = [];
  /** Of single rows. */
  readonly problems: Problem[] = [];
  readonly columns = new Set<string>();
  readonly #map: Record<string, string>;
  /** Columns that are mapped and that no row has had. */
  readonly #unseen: Set<string>;

  constructor(map: Record<string, string>) {
    this.#map = map;
    this.#unseen = new Set(Object.values(map));
  }

  readonly take = ({ value, source }: ReadDocument): void => {
    this.count++;
    if (
      typeof value !== 'object' ||
      value === null ||
      Array.isArray(value) ||
      value instanceof WrittenNumber
    ) {
      const message = `A case is ${showValue(withNumbers(value))}.`;
      this.problems.push({ message, ...source.place([]), expected: 'a mapping of fields' });
      return;
    }
    const row = value as Record<string, unknown>;
    for (const name of Object.keys(row)) this.columns.add(name);
    for (const column of this.#unseen) if (lookUp(column, row) !== undefined) this.#unseen.delete(column);
    const entry = caseOfRow(row, this.#map);
    const found = check(caseSchema, entry, source, 'a case', (problem) => void this.problems.push(problem));
    if (found) this.cases.push({ ...found, isRow: true });
  };

  /** Takes over what those of one file came to. */
  add(rows: CaseRows): void {
    this.count += rows.count;
    // one by one: as arguments of one call, a hundred thousand overflow the stack
    for (const found of rows.cases) this.cases.push(found);
    for (const problem of rows.problems) this.problems.push(problem);
    for (const name of rows.columns) this.columns.add(name);
    for (const column of this.#unseen) if (!rows.#unseen.has(column)) this.#unseen.delete(column);
  }

  /** No row has had it, though there were rows. */
  lacks(column: string): boolean {
    return this.count > 0 && this.#unseen.has(column);
  }
}

/** `map` must name case fields, and columns that at least one row has. */
function checkMap(map: Record<string, string>, rows: CaseRows, source: Source, report: Report): boolean {
  let sound = true;
  for (const [field, column] of Object.entries(map)) {
    if (!mappableFields.includes(field) && !field.startsWith('variables.')) {
      sound = false;
      report({
        message: `\`${field}\` is not a field of a case.`,
        ...source.place(['map', field], { key: true }),
        expected: `one of ${mappableFields.join(', ')}, or variables.NAME`,
        ...meant(field, mappableFields),
      });
    }
    if (rows.lacks(column)) {
      sound = false;
      report({
        message: `No row has a column "${column}".`,
        ...source.place(['map', field]),
        expected: `one of ${[...rows.columns].join(', ')}`,
        ...meant(column, rows.columns),
      });
    }
  }
  return sound;
}

/** All cases of one `{file, map, limit}` entry. */
export async function readCaseFile(
  entry: Located<CaseFileEntry>,
  folder: string,
  report: Report,
  onFile: OnFile = () => undefined,
): Promise<Located<CaseEntry>[]> {
  const { file, map = {}, limit = Infinity, delimiter, encoding } = entry.value;
  if (!isPattern(file)) await onFile(resolve(folder, file));
  const files = await filesOf(file, folder);
  if (files.length === 0) await reportNoFile(entry, folder, report);
  const all = new CaseRows(map);
  let sound = true;
  const reportFile: Report = (problem) => {
    sound = false;
    report(problem);
  };
  for (const path of files) {
    if (isPattern(file)) await onFile(path);
    const rows = new CaseRows(map);
    const options = { limit: limit - all.count, delimiter, encoding };
    if (await takeRows(path, options, reportFile, rows.take)) all.add(rows);
  }
  if (files.length > 0 && all.count === 0 && sound) {
    report({
      message: `"${file}" has no cases.`,
      ...entry.source.place(['file']),
      expected: 'at least one row',
    });
  }
  // Cases without a field they are to have would only repeat the same mistake.
  if (!checkMap(map, all, entry.source, report)) return [];
  all.problems.forEach(report);
  return all.cases;
}
