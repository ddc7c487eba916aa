import { expect, it } from 'vitest';
import type { Problem } from '../contract/errors.ts';
import { checkNesting } from './check-nesting.ts';
import { suiteOf } from './load-suite.ts';
import { fileSource } from './source.ts';

function problemsIn(value: unknown): Problem[] {
  const problems: Problem[] = [];
  const isSound = checkNesting(value, fileSource('s'), (problem) => void problems.push(problem));
  expect(isSound).toBe(problems.length === 0);
  return problems;
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

it('finds where a value contains itself', () => {
  const suite: Record<string, unknown> = { name: 'x', cases: [{ input: 'a' }, { input: 'b' }] };
  (suite['cases'] as Record<string, unknown>[])[1]!['expected'] = suite;
  expect(problemsIn(suite)).toEqual([
    expect.objectContaining({ message: 'This value contains itself.', path: 'cases[1].expected' }),
  ]);
});

it('finds what is nested too deeply for whatever reads it', () => {
  expect(problemsIn({ a: nested(150) })).toEqual([]);
  expect(problemsIn({ a: nested(100_000) })).toEqual([
    expect.objectContaining({ path: 'a', message: expect.stringContaining('200 deep') }),
  ]);
});

it('takes what only occurs twice', () => {
  const same = { a: [1] };
  expect(problemsIn({ b: same, c: [same, same] })).toEqual([]);
});

it('keeps a suite that contains itself from being read', async () => {
  const suite: Record<string, unknown> = { name: 'x' };
  suite['cases'] = [{ input: 'a', expected: suite }];
  await expect(suiteOf(suite, '.', { checkScorer: () => undefined })).rejects.toMatchObject({
    code: 'suite-invalid',
    problems: [{ message: 'This value contains itself.', path: 'cases[0].expected' }],
  });
});
