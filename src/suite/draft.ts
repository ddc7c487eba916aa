import {
  caseFileSchema,
  caseSchema,
  promptSchema,
  scorerSchema,
  suiteFileSchema,
  targetSchema,
  toolSchema,
} from '../contract/suite.ts';
import type { CaseEntry, PromptEntry, ScorerEntry, SuiteFile, TargetEntry, Tool } from '../contract/suite.ts';
import type { z } from 'zod';
import { issueProblems } from '../contract/problems/issue-problems.ts';
import { allowedKeys } from '../contract/problems/schema-walk.ts';
import type { Schema } from '../contract/problems/schema-walk.ts';
import { meant } from '../contract/problems/near-miss.ts';
import { showValue } from '../contract/problems/show-value.ts';
import { within } from './source.ts';
import type { Report, Source } from './source.ts';

/** A value that passed its schema, with the place it came from. */
export interface Located<T> {
  value: T;
  source: Source;
  /** A row of a data file: braces in its texts are mostly its own. */
  isRow?: boolean;
}

export type CaseFileEntry = z.infer<typeof caseFileSchema>;

/** The parts of a suite file that are sound, each on its own, so that one mistake does not hide the next. */
export interface Draft {
  settings: Omit<Partial<SuiteFile>, 'targets' | 'prompts' | 'cases' | 'scorers' | 'tools'>;
  targets: Located<TargetEntry>[];
  prompts: Located<PromptEntry>[] | undefined;
  tools: Located<Tool>[];
  scorers: Located<ScorerEntry>[];
  cases: (Located<CaseEntry> | Located<CaseFileEntry>)[];
  source: Source;
}

type Fields = Record<string, unknown>;

const isMapping = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value when it fits, else `undefined` and its problems reported. */
export function check<T>(
  schema: z.ZodType<T>,
  value: unknown,
  source: Source,
  noun: string,
  report: Report,
): Located<T> | undefined {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, source };
  const context = { schema: schema as Schema, value, source, noun };
  for (const problem of issueProblems(result.error.issues, context)) report(problem);
  return undefined;
}

/** A list checked entry by entry; a problem names the whole path, since the entries are asked for below `key`. */
function checkList<T>(
  root: Fields,
  key: string,
  schema: z.ZodType<T>,
  source: Source,
  report: Report,
): Located<T>[] | undefined {
  const list = root[key];
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) {
    report({ message: `\`${key}\` is ${showValue(list)}.`, ...source.place([key]), expected: 'a list' });
    return undefined;
  }
  return list.flatMap(
    (entry, i) => check(schema, entry, within(source, key, i), `\`${key}[${i}]\``, report) ?? [],
  );
}

function checkCases(root: Fields, source: Source, report: Report): Draft['cases'] {
  const { cases } = root;
  if (cases === undefined || (Array.isArray(cases) && cases.length === 0)) {
    report({
      message: cases === undefined ? '`cases` is missing.' : '`cases` is empty.',
      ...source.place(cases === undefined ? [] : ['cases']),
      expected: 'a list of cases, or {file: …}',
    });
    return [];
  }
  if (typeof cases === 'string') {
    report({
      message: `\`cases\` is ${showValue(cases)}.`,
      ...source.place(['cases']),
      expected: 'a list of cases, or {file: …}',
      remedy: `Write \`cases: {file: ${cases}}\`.`,
    });
    return [];
  }
  if (!Array.isArray(cases)) {
    const file = check(caseFileSchema, cases, within(source, 'cases'), '`cases`', report);
    return file ? [file] : [];
  }
  return cases.flatMap((entry: unknown, i): Draft['cases'] => {
    const schema: z.ZodType<CaseEntry | CaseFileEntry> =
      isMapping(entry) && 'file' in entry ? caseFileSchema : caseSchema;
    const found = check(schema, entry, within(source, 'cases', i), `\`cases[${i}]\``, report);
    return found ? [found as Draft['cases'][number]] : [];
  });
}

const listKeys = new Set(['targets', 'prompts', 'cases', 'scorers', 'tools']);

function checkSettings(root: Fields, source: Source, report: Report): Draft['settings'] {
  const shape = suiteFileSchema.shape as Record<string, z.ZodType>;
  const settings: Fields = {};
  if (root['name'] === undefined) {
    report({
      message: '`name` is missing.',
      ...source.place([]),
      expected: 'text',
      remedy: 'Add `name: …` to the file.',
    });
  }
  for (const [key, value] of Object.entries(root)) {
    const schema = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (!schema) {
      report({
        message: `\`${key}\` is not a field of a suite.`,
        ...source.place([key], { key: true }),
        expected: `one of ${Object.keys(shape).join(', ')}`,
        ...misplaced(shape, key),
      });
    } else if (!listKeys.has(key)) {
      const found = check(schema, value, within(source, key), `\`${key}\``, report);
      if (found) settings[key] = found.value;
    }
  }
  return settings;
}

function misplaced(shape: Record<string, z.ZodType>, key: string): { remedy?: string } {
  const near = meant(key, Object.keys(shape));
  if (near.remedy !== undefined) return near;
  const parent = ['parameters', 'limits', 'slo', 'budget'].find((name) =>
    allowedKeys(shape[name] as Schema).includes(key),
  );
  return parent === undefined ? {} : { remedy: `Put it under \`${parent}\`.` };
}

/** Checks the shape of everything in the file. `undefined` when it is no mapping at all. */
export function draftOf(root: unknown, source: Source, report: Report): Draft | undefined {
  if (!isMapping(root)) {
    report({
      message: `The file contains ${showValue(root)}.`,
      ...source.place([]),
      expected: 'a mapping with `name` and `cases`',
    });
    return undefined;
  }
  return {
    settings: checkSettings(root, source, report),
    targets: checkList(root, 'targets', targetSchema, source, report) ?? [],
    prompts: checkList(root, 'prompts', promptSchema, source, report),
    tools: checkList(root, 'tools', toolSchema, source, report) ?? [],
    scorers: checkList(root, 'scorers', scorerSchema, source, report) ?? [],
    cases: checkCases(root, source, report),
    source,
  };
}
