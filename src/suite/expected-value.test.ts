import { describe, expect, it } from 'vitest';
import type { Problem } from '../contract/errors.ts';
import type { ScorerSpec } from '../contract/suite.ts';
import { expectedFor } from './expected-value.ts';
import { parseYaml } from './parse-document.ts';

/** What a case in YAML expects under a scorer of that type. */
function expectedIn(yaml: string, type: string): unknown {
  const problems: Problem[] = [];
  const document = parseYaml(`expected: ${yaml}`, 's.yaml', (problem) => void problems.push(problem));
  if (!document) throw new Error(problems[0]?.message);
  const scorers = [{ type }] as unknown as ScorerSpec[];
  return expectedFor(scorers, (document.value as { expected: unknown }).expected, document.source);
}

describe('an expected value', () => {
  it.each([
    ['1.10', 'exact', '1.10'],
    ['007', 'contains', '007'],
    ['true', 'choice', 'true'],
    ['null', 'exact', 'null'],
    ['~', 'exact', null],
    ['[1.10, true, x]', 'exact', ['1.10', 'true', 'x']],
    ['"1.10"', 'exact', '1.10'],
    ['1e3', 'exact', '1e3'],
  ])('%s is text to %s', (yaml, type, value) => expect(expectedIn(yaml, type)).toEqual(value));

  it.each([
    ['1.10', 1.1],
    ['{a: 1.10}', { a: 1.1 }],
    ['\'[1, {"a": 1.50}]\'', [1, { a: 1.5 }]],
    ['\'{"a": \'', '{"a": '],
    ["'just text'", 'just text'],
    ['9007199254740993', '9007199254740993'],
    ["'[9007199254740993]'", '[9007199254740993]'],
  ])('%s is JSON to scorers of structures', (yaml, value) =>
    expect(expectedIn(yaml, 'json-match')).toEqual(value),
  );

  it.each([
    ['5', 5],
    ['0.5', 0.5],
    ['true', true],
    ['9007199254740993', '9007199254740993'],
    ['{a: 1.10}', { a: 1.1 }],
  ])('%s is as it is to the others, unless a number would change', (yaml, value) => {
    expect(expectedIn(yaml, 'numeric')).toEqual(value);
  });

  it('is nothing where there is none', () => {
    const source = { place: () => ({ location: { file: 's' } }), written: () => undefined };
    for (const type of ['exact', 'json-match', 'numeric'])
      expect(expectedFor([{ type }] as unknown as ScorerSpec[], undefined, source)).toBeUndefined();
  });
});
