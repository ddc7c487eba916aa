/** What zod found, as problems for people: the place, the value, what was expected, what to do. Nothing else words issues. */
import type { z } from 'zod';
import { httpAddressRemedy, httpAddressExpected } from '../http-address.ts';
import type { Problem } from '../errors.ts';
import { expectationOf, ownMessage, type Issue } from './expectation.ts';
import { meant, nearMiss } from './near-miss.ts';
import { allowedKeys, childSchema, describeSchema, unionOptions } from './schema-walk.ts';
import type { Schema } from './schema-walk.ts';
import { showValue } from './show-value.ts';
import { formatPath, type Path } from './value-path.ts';

/** Where the parts of a value stand; a file's source says line and column. */
export interface Places {
  place(path: Path, options?: { key?: boolean }): Pick<Problem, 'location' | 'path'>;
  written(path: Path): string | undefined;
}

const pathsOnly: Places = {
  place: (path) => (path.length === 0 ? {} : { path: formatPath(path) }),
  written: () => undefined,
};

export interface IssueContext {
  /** `null`: not at hand, which makes for poorer words. */
  schema: Schema | null;
  value: unknown;
  /** Default: paths alone. */
  source?: Places;
  /** What the value is called when the problem is the value itself, e.g. `a case`. */
  noun: string;
}

interface Context extends IssueContext {
  source: Places;
}

function childValue(value: unknown, step: string | number): unknown {
  if (value instanceof Map) return value.get(step) as unknown;
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}

export const valueAt = (value: unknown, path: Path): unknown => path.reduce<unknown>(childValue, value);

const schemaAt = (schema: Schema | null, path: Path): Schema | undefined =>
  path.reduce<Schema | undefined>((inner, step) => inner && childSchema(inner, step), schema ?? undefined);

const nameOf = ({ noun }: Context, path: Path) => (path.length === 0 ? noun : `\`${formatPath(path)}\``);

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
  return keys.map((key) => {
    const parent = nearMiss(key, allowed) === undefined ? misplaced(schema, key) : undefined;
    const remedy = parent === undefined ? meant(key, allowed) : { remedy: `Put it under \`${parent}\`.` };
    return {
      message: `\`${key}\` is not a field of ${nameOf(context, path)}.`,
      ...context.source.place([...path, key], { key: true }),
      ...(allowed.length > 0 && { expected: `one of ${allowed.join(', ')}` }),
      ...(allowed.length === 0 ? { remedy: 'Remove it.' } : remedy),
    };
  });
}

const rootMismatch = (issues: readonly Issue[]) =>
  issues.some((i) => i.code === 'invalid_type' && i.path.length === 0);

const weightOf = (issues: readonly Issue[]) =>
  issues.reduce((sum, i) => sum + (i.code === 'unrecognized_keys' ? i.keys.length : 1), 0);

/**
 * Of a union's alternatives the one the user most likely meant: right kind of value, fewest problems. A union that says itself what it
 * expects is worded by that where no alternative is nearest.
 */
function unionProblems(
  context: Context,
  path: Path,
  issue: Extract<Issue, { code: 'invalid_union' }>,
): Problem[] | undefined {
  const union = schemaAt(context.schema, path);
  const options = union ? unionOptions(union) : [];
  const candidates = issue.errors
    .map((issues, i) => ({ issues, option: options[i], weight: weightOf(issues) }))
    .filter((c) => c.option && !rootMismatch(c.issues))
    .sort((a, b) => a.weight - b.weight);
  const [best, next] = candidates;
  if (!best?.option) return undefined;
  const isClear = next === undefined || best.weight < next.weight;
  if (!isClear && ownMessage(issue) !== null) return undefined;
  const inner: Context = {
    schema: best.option,
    value: valueAt(context.value, path),
    noun: nameOf(context, path),
    source: {
      place: (p, o) => context.source.place([...path, ...p], o),
      written: (p) => context.source.written([...path, ...p]),
    },
  };
  return best.issues.flatMap((i) => problemsOfIssue(inner, i));
}

/** A bare number or boolean where text is wanted is nearly always a missing pair of quotes. */
function quotes(context: Context, path: Path, value: unknown, expected: string): { remedy?: string } {
  if (!expected.startsWith('text') || (typeof value !== 'number' && typeof value !== 'boolean')) return {};
  return { remedy: `Put it in quotes: "${context.source.written(path) ?? String(value)}".` };
}

/** The schema's own words, else what its type asks for, else what the issue tells. */
function expectedBy(context: Context, path: Path, issue: Issue): string {
  const own = ownMessage(issue);
  if (own !== null) return own;
  const schema = schemaAt(context.schema, path);
  const isByIssue =
    issue.code !== 'invalid_type' && issue.code !== 'invalid_union' && issue.code !== 'custom';
  const described = schema && !isByIssue ? describeSchema(schema) : null;
  return described ?? expectationOf(issue);
}

function remedyFor(context: Context, path: Path, issue: Issue, expected: string): { remedy?: string } {
  const value = valueAt(context.value, path);
  if (expected === httpAddressExpected && typeof value === 'string') {
    const remedy = httpAddressRemedy(value);
    return remedy === null ? {} : { remedy };
  }
  if (issue.code === 'invalid_value' && typeof value === 'string')
    return meant(value, issue.values.map(String));
  return quotes(context, path, value, expected);
}

function problemsOfIssue(context: Context, issue: Issue): Problem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code === 'unrecognized_keys') return unknownKeys(context, path, issue.keys);
  if (issue.code === 'invalid_union') {
    const inner = unionProblems(context, path, issue);
    if (inner) return inner;
  }
  const value = valueAt(context.value, path);
  const expected = expectedBy(context, path, issue);
  const name = nameOf(context, path);
  if (issue.code === 'invalid_key')
    return [
      { message: `${name} cannot have this name.`, ...context.source.place(path, { key: true }), expected },
    ];
  const place = context.source.place(path);
  if (value === undefined) return [{ message: `${name} is missing.`, ...place, expected }];
  const remedy = remedyFor(context, path, issue, expected);
  return [{ message: `${name} is ${showValue(value)}.`, ...place, expected, ...remedy }];
}

/** One problem or more per issue, in their order. */
export function issueProblems(
  issues: readonly z.core.$ZodIssue[],
  { source = pathsOnly, ...context }: IssueContext,
): Problem[] {
  return issues.flatMap((issue) => problemsOfIssue({ ...context, source }, issue));
}

/** A problem in one sentence, for a place that has room for no more. */
export const problemSentence = ({ message, expected }: Problem): string =>
  expected === undefined ? message : `${message.replace(/\.$/, '')}; expected ${expected}.`;
