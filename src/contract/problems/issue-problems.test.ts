import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inputError } from './input-error.ts';
import { issueProblems, problemSentence } from './issue-problems.ts';
import type { Schema } from './schema-walk.ts';

function problemsOf(schema: z.ZodType, value: unknown, seen: Schema | null = schema) {
  const read = schema.safeParse(value);
  return issueProblems(read.error?.issues ?? [], { schema: seen, value, noun: 'the input' });
}

/** Every code that zod has, and each kind of it: `[code, schema, value, message, expected]`. */
const table: [string, z.ZodType, unknown, string, string][] = [
  ['invalid_type', z.object({}), 'x', 'the input is "x".', 'a mapping'],
  ['invalid_type', z.strictObject({ a: z.int() }), { a: 1.5 }, '`a` is 1.5.', 'a whole number'],
  ['invalid_type', z.strictObject({ a: z.number() }), { a: NaN }, '`a` is NaN.', 'a number'],
  ['invalid_type', z.strictObject({ a: z.number() }), { a: Infinity }, '`a` is Infinity.', 'a number'],
  ['invalid_type', z.strictObject({ a: z.boolean() }), {}, '`a` is missing.', 'true or false'],
  ['invalid_type', z.strictObject({ a: z.string() }), { a: null }, '`a` is null.', 'text'],
  ['invalid_type', z.array(z.string()), { 0: 'a' }, 'the input is {"0":"a"}.', 'a list'],
  ['invalid_type', z.date(), new Date(NaN), 'the input is no date.', 'a date'],
  ['invalid_type', z.instanceof(AbortSignal), 1, 'the input is 1.', 'an AbortSignal'],
  ['invalid_type', z.record(z.string(), z.number()), { a: 'x' }, '`a` is "x".', 'a number'],
  ['invalid_type', z.tuple([z.number()]), ['x'], '`[0]` is "x".', 'a number'],
  ['invalid_type', z.never(), 1, 'the input is 1.', 'nothing'],
  ['too_small', z.number().min(1), 0, 'the input is 0.', 'at least 1'],
  ['too_small', z.number().gt(1), 1, 'the input is 1.', 'more than 1'],
  ['too_small', z.string().min(1), '', 'the input is "".', 'non-empty text'],
  ['too_small', z.string().min(3), 'ab', 'the input is "ab".', 'at least 3 characters'],
  ['too_small', z.string().length(3), 'a', 'the input is "a".', 'exactly 3 characters'],
  ['too_small', z.array(z.int()).min(1), [], 'the input is [].', 'at least 1 entry'],
  [
    'too_small',
    z.date().min(0),
    new Date(-1),
    'the input is 1969-12-31T23:59:59.999Z.',
    'at least 1970-01-01T00:00:00.000Z',
  ],
  ['too_big', z.number().max(2), 3, 'the input is 3.', 'at most 2'],
  ['too_big', z.number().lt(2), 2, 'the input is 2.', 'less than 2'],
  ['too_big', z.bigint().max(3n), 5n, 'the input is 5n.', 'at most 3'],
  ['too_big', z.array(z.int()).max(1), [1, 2], 'the input is [1,2].', 'at most 1 entry'],
  ['invalid_value', z.enum(['a', 'b', 'c']), 'x', 'the input is "x".', 'a, b or c'],
  ['invalid_value', z.literal('a'), 1, 'the input is 1.', 'a'],
  ['invalid_union', z.union([z.string(), z.number()]), true, 'the input is true.', 'text, or a number'],
  [
    'invalid_union',
    z.union([z.string(), z.strictObject({ a: z.int() })]),
    { a: 'x' },
    '`a` is "x".',
    'a whole number',
  ],
  [
    'invalid_union',
    z.union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.int() })], '{a} or {b}'),
    { c: 1 },
    'the input is {"c":1}.',
    '{a} or {b}',
  ],
  [
    'invalid_union',
    z.discriminatedUnion('k', [z.object({ k: z.literal('a') })]),
    { k: 'z' },
    '`k` is "z".',
    'a',
  ],
  ['invalid_union', z.xor([z.string(), z.string()]), 'q', 'the input is "q".', 'text'],
  ['invalid_format', z.url(), 'x', 'the input is "x".', 'an address that begins with http:// or https://'],
  ['invalid_format', z.uuid(), 'x', 'the input is "x".', 'a UUID'],
  ['invalid_format', z.email(), 'x', 'the input is "x".', 'an email address'],
  ['invalid_format', z.string().regex(/^a/), 'b', 'the input is "b".', 'text that matches /^a/'],
  ['invalid_format', z.string().startsWith('a'), 'b', 'the input is "b".', 'text that begins with "a"'],
  ['invalid_format', z.string().endsWith('a'), 'b', 'the input is "b".', 'text that ends with "a"'],
  ['invalid_format', z.string().includes('a'), 'b', 'the input is "b".', 'text that contains "a"'],
  ['invalid_format', z.ipv4(), 'b', 'the input is "b".', 'a valid ipv4'],
  [
    'invalid_key',
    z.record(z.string().regex(/^a/), z.int()),
    { b: 1 },
    '`b` cannot have this name.',
    'as a name, text that matches /^a/',
  ],
  [
    'invalid_key',
    z.record(z.string().regex(/\//, 'provider/model'), z.int()),
    { b: 1 },
    '`b` cannot have this name.',
    'as a name, provider/model',
  ],
  ['invalid_element', z.map(z.string(), z.date()), new Map([['a', 1]]), '`a` is 1.', 'a date'],
  ['not_multiple_of', z.number().multipleOf(5), 3, 'the input is 3.', 'a multiple of 5'],
  ['custom', z.string().refine(() => false), 'x', 'the input is "x".', 'text'],
  [
    'custom',
    z.string().refine(() => false, 'a name of a friend'),
    'x',
    'the input is "x".',
    'a name of a friend',
  ],
  ['custom', z.custom(() => false), 'x', 'the input is "x".', 'another value'],
];

const standard = /Invalid|Too (small|big)|Unrecognized|received|expected expected/;

describe('issues of zod', () => {
  it.each(table)('%s, %#', (_code, schema, value, message, expected) => {
    expect(problemsOf(schema, value)).toEqual([expect.objectContaining({ message, expected })]);
  });

  it.each(table)('%s, %#, without its schema, are no words of zod either', (_code, schema, value) => {
    for (const problem of problemsOf(schema, value, null))
      expect(problemSentence(problem)).not.toMatch(standard);
  });

  it('are all in the table', () => {
    const codes = ['unrecognized_keys', ...table.map(([code]) => code)];
    const known: Record<z.core.$ZodIssue['code'], true> = {
      invalid_type: true,
      too_big: true,
      too_small: true,
      invalid_format: true,
      not_multiple_of: true,
      unrecognized_keys: true,
      invalid_union: true,
      invalid_key: true,
      invalid_element: true,
      invalid_value: true,
      custom: true,
    };
    expect(new Set(codes)).toEqual(new Set(Object.keys(known)));
  });

  it('name unknown keys one by one, not what surrounds them', () => {
    const schema = z.strictObject({
      suite: z.strictObject({ name: z.string(), limits: z.object({ users: z.int() }) }),
    });
    const suite = { name: 'x'.repeat(100), limits: { users: 1 }, nmae: 1, users: 2 };
    expect(problemsOf(schema, { suite })).toEqual([
      {
        message: '`nmae` is not a field of `suite`.',
        path: 'suite.nmae',
        expected: 'one of name, limits',
        remedy: 'Did you mean "name"?',
      },
      {
        message: '`users` is not a field of `suite`.',
        path: 'suite.users',
        expected: 'one of name, limits',
        remedy: 'Put it under `limits`.',
      },
    ]);
    expect(problemsOf(schema, { suite }, null)[0]).toEqual({
      message: '`nmae` is not a field of `suite`.',
      path: 'suite.nmae',
      remedy: 'Remove it.',
    });
  });

  it('keep what a schema says itself, wherever', () => {
    const schema = z.object({ a: z.int('a count').min(1, 'a count from 1'), b: z.string('a name') });
    expect(problemsOf(schema, { a: 0 }, null)).toEqual([
      { message: '`a` is 0.', path: 'a', expected: 'a count from 1' },
      { message: '`b` is missing.', path: 'b', expected: 'a name' },
    ]);
  });

  it('show values that no JSON has, and short', () => {
    const loop: Record<string, unknown> = {};
    loop['loop'] = loop;
    expect(problemsOf(z.string(), loop)[0]?.message).toBe('the input is {"loop":(contains itself)}.');
    expect(problemsOf(z.string(), { text: 'x'.repeat(1e6) })[0]?.message.length).toBeLessThan(80);
  });
});

describe('an error of inputs', () => {
  it('is the only problem, or lists all of them', () => {
    expect(inputError(problemsOf(z.object({ a: z.int() }), { a: 'x' }))).toMatchObject({
      code: 'usage',
      message: '`a` is "x".',
      remedy: 'Expected a whole number.',
      problems: [],
    });
    expect(inputError(problemsOf(z.strictObject({ abc: z.int().optional() }), { abd: 1 }))).toMatchObject({
      remedy: 'Expected one of abc. Did you mean "abc"?',
    });
    expect(inputError(problemsOf(z.object({ a: z.int(), b: z.int() }), {})).problems).toHaveLength(2);
  });
});
