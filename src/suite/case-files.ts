import { withNumbers, WrittenNumber } from '../base/exact-json.ts';
import { glob, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { caseSchema } from '../contract/suite.ts';
import type { CaseEntry } from '../contract/suite.ts';
import { caseOfRow, mappableFields } from './case-of-row.ts';
import { check } from './draft.ts';
import type { CaseFileEntry, Located } from './draft.ts';
import { meant } from '../contract/problems/near-miss.ts';
import { readRows, rowEndings } from './read-rows.ts';
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

/** `map` must name case fields, and columns that at least one row has. */
function checkMap(
  map: Record<string, string>,
  rows: ReadDocument[],
  source: Source,
  report: Report,
): boolean {
  let sound = true;
  const columns = new Set(
    rows.flatMap(({ value }) => (typeof value === 'object' && value !== null ? Object.keys(value) : [])),
  );
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
    if (
      rows.length > 0 &&
      !rows.some(({ value }) => lookUp(column, value as Record<string, unknown>) !== undefined)
    ) {
      sound = false;
      report({
        message: `No row has a column "${column}".`,
        ...source.place(['map', field]),
        expected: `one of ${[...columns].join(', ')}`,
        ...meant(column, columns),
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
  const rows: ReadDocument[] = [];
  let sound = true;
  for (const path of files) {
    if (isPattern(file)) await onFile(path);
    const found = await readRows(path, { limit: limit - rows.length, delimiter, encoding }, (problem) => {
      sound = false;
      report(problem);
    });
    // one by one: as arguments of one call, a hundred thousand overflow the stack
    for (const row of found) rows.push(row);
  }
  if (files.length > 0 && rows.length === 0 && sound) {
    report({
      message: `"${file}" has no cases.`,
      ...entry.source.place(['file']),
      expected: 'at least one row',
    });
  }
  // Cases without a field they are to have would only repeat the same mistake.
  if (!checkMap(map, rows, entry.source, report)) return [];
  return rows.flatMap(({ value, source }) => {
    if (
      typeof value !== 'object' ||
      value === null ||
      Array.isArray(value) ||
      value instanceof WrittenNumber
    ) {
      report({
        message: `A case is ${showValue(withNumbers(value))}.`,
        ...source.place([]),
        expected: 'a mapping of fields',
      });
      return [];
    }
    const found = check(
      caseSchema,
      caseOfRow(value as Record<string, unknown>, map),
      source,
      'a case',
      report,
    );
    return found ? [{ ...found, isRow: true }] : [];
  });
}
