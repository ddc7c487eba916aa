import type { z } from 'zod';
import { httpAddressRemedy, httpAddressExpected } from '../contract/http-address.ts';
import type { Problem } from '../contract/errors.ts';
import { meant, nearMiss } from './near-miss.ts';
import { allowedKeys, childSchema, describeSchema, unionOptions } from './schema-walk.ts';
import type { Schema } from './schema-walk.ts';
import { orList, showValue } from './show-value.ts';
import { formatPath } from './source.ts';
import type { Path, Source } from './source.ts';

type Issue = z.core.$ZodIssue;

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) => (inner as Record<string | number, unknown> | null | undefined)?.[step],
    value,
  );

const schemaAt = (schema: Schema, path: Path): Schema | undefined =>
  path.reduce<Schema | undefined>((inner, step) => inner && childSchema(inner, step), schema);

interface Context {
  schema: Schema;
  value: unknown;
  source: Source;
  /** What the value is called when the problem is the value itself. */
  noun: string;
}

/** Where an unknown key would be right: one level further down. */
function misplaced(schema: Schema | undefined, key: string): string | undefined {
  if (!schema) return undefined;
  return allowedKeys(schema).find((parent) => {
    const child = childSchema(schema, parent);
    return child && allowedKeys(child).includes(key);
  });
}

function unknownKeys(context: Context, path: Path, keys: string[]): Problem[] {
  const schema = schemaAt(context.schema, path);
  const allowed = schema ? allowedKeys(schema) : [];
  const owner = path.length === 0 ? context.noun : `\`${formatPath(path)}\``;
  return keys.map((key) => {
    const parent = nearMiss(key, allowed) === undefined ? misplaced(schema, key) : undefined;
    return {
      message: `\`${key}\` is not a field of ${owner}.`,
      ...context.source.place([...path, key], { key: true }),
      expected: `one of ${allowed.join(', ')}`,
      ...(parent ? { remedy: `Put it under \`${parent}\`.` } : meant(key, allowed)),
    };
  });
}

const rootMismatch = (issues: readonly Issue[]) =>
  issues.some((i) => i.code === 'invalid_type' && i.path.length === 0);

const weightOf = (issues: readonly Issue[]) =>
  issues.reduce((sum, i) => sum + (i.code === 'unrecognized_keys' ? i.keys.length : 1), 0);

/** Of a union's alternatives the one the user most likely meant: right kind of value, fewest problems. */
function unionProblems(
  context: Context,
  path: Path,
  issue: Extract<Issue, { code: 'invalid_union' }>,
): Problem[] | undefined {
  const union = schemaAt(context.schema, path);
  const options = union ? unionOptions(union) : [];
  const candidates = issue.errors
    .map((issues, i) => ({ issues, option: options[i] }))
    .filter((c) => c.option && !rootMismatch(c.issues))
    .sort((a, b) => weightOf(a.issues) - weightOf(b.issues));
  const best = candidates[0];
  if (!best?.option) return undefined;
  const inner: Context = {
    schema: best.option,
    value: valueAt(context.value, path),
    noun: path.length === 0 ? context.noun : `\`${formatPath(path)}\``,
    source: {
      place: (p, o) => context.source.place([...path, ...p], o),
      written: (p) => context.source.written([...path, ...p]),
    },
  };
  return best.issues.flatMap((i) => issueProblems(inner, i));
}

function bound(issue: Issue): string | undefined {
  if (issue.code !== 'too_small' && issue.code !== 'too_big') return undefined;
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const word = issue.code === 'too_small' ? (issue.inclusive ? 'at least' : 'more than') : 'at most';
  if (issue.origin === 'string') return limit === 1 ? 'non-empty text' : `${word} ${limit} characters`;
  if (issue.origin === 'array') return `${word} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return `${word} ${limit}`;
}

/** A bare number or boolean where text is wanted is nearly always a missing pair of quotes. */
function quotes(context: Context, path: Path, value: unknown, expected: string): { remedy?: string } {
  if (!expected.startsWith('text') || (typeof value !== 'number' && typeof value !== 'boolean')) return {};
  return { remedy: `Put it in quotes: "${context.source.written(path) ?? String(value)}".` };
}

function issueProblems(context: Context, issue: Issue): Problem[] {
  const path = issue.path as (string | number)[];
  if (issue.code === 'unrecognized_keys') return unknownKeys(context, path, issue.keys);
  if (issue.code === 'invalid_union') {
    const inner = unionProblems(context, path, issue);
    if (inner) return inner;
  }
  const schema = schemaAt(context.schema, path);
  const value = valueAt(context.value, path);
  const name = path.length === 0 ? context.noun : `\`${formatPath(path)}\``;
  const expected = bound(issue) ?? (schema ? describeSchema(schema) : issue.message);
  const place = context.source.place(path);
  if (value === undefined) return [{ message: `${name} is missing.`, ...place, expected }];
  const enumNames = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  return [
    {
      message: `${name} is ${showValue(value)}.`,
      ...place,
      expected: enumNames.length > 0 ? orList(enumNames) : expected,
      ...(typeof value === 'string' && enumNames.length > 0
        ? meant(value, enumNames)
        : expected === httpAddressExpected && typeof value === 'string'
          ? { remedy: httpAddressRemedy(value) ?? '' }
          : quotes(context, path, value, expected)),
    },
  ];
}

/** What zod found, told for the person who wrote the file. `noun` names the checked value, e.g. `a case`. */
export function schemaProblems(
  schema: Schema,
  value: unknown,
  issues: readonly Issue[],
  source: Source,
  noun: string,
): Problem[] {
  return issues.flatMap((issue) => issueProblems({ schema, value, source, noun }, issue));
}
