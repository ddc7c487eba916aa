import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../contract/errors.ts';
import { parseJson, parseYaml } from './parse-document.ts';

function read(text: string, kind: 'yaml' | 'json', lineOffset?: number) {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const document =
    kind === 'yaml'
      ? parseYaml(text, 's.yaml', report)
      : parseJson(text, { file: 's.json', ...(lineOffset !== undefined && { lineOffset }) }, report);
  return { value: document?.value, source: document?.source, problems };
}

describe('YAML', () => {
  it.each([
    ['answers: [yes, no, on, off]', { answers: ['yes', 'no', 'on', 'off'] }],
    ['a: 2026-11-28', { a: '2026-11-28' }],
    ['\ufeffa: true', { a: true }],
    ['a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['a: &x { k: 1 }\nb: { <<: *x, l: 2 }', { a: { k: 1 }, b: { k: 1, l: 2 } }],
    ['{"a": [null, 0.5]}', { a: [null, 0.5] }],
    ['', null],
  ])('%j', (text, value) => {
    expect(read(text, 'yaml')).toMatchObject({ value, problems: [] });
  });

  it.each([
    ['a: [1', 1],
    ['a: 1\na: 2', 2],
    ['a:\n\t- 1', 2],
    ['a: b: c', 1],
    ['a: "x', 1],
  ])('%j is broken in line %i', (text, line) => {
    const { value, problems } = read(text, 'yaml');
    expect(value).toBeUndefined();
    expect(problems[0]).toMatchObject({
      message: expect.stringMatching(/^This is not valid YAML: /),
      location: { file: 's.yaml', line },
    });
  });

  it('says to indent with spaces where there is a tab', () => {
    expect(read('a:\n\t- 1', 'yaml').problems.some(({ remedy }) => remedy === 'Indent with spaces.')).toBe(
      true,
    );
  });

  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 9; i++)
    bomb.push(`a${i}: &a${i} [${Array.from({ length: 9 }, () => `*a${i - 1}`).join(', ')}]`);

  it.each([
    ['a: &a [*a]', 'contains itself', 1, 8],
    ['n: x\na: &a\n  b: { c: *a }', 'contains itself', 3, 11],
    ['a: &a\n  b: 1\n  <<: *a', 'contains itself', 3, 7],
    ['a: 1\nb: *nowhere', 'The alias *nowhere has no anchor', 2, 4],
    [bomb.join('\n'), 'repeat so much', 2, 10],
  ])('%j is one problem with its place', (text, message, line, column) => {
    const { value, problems } = read(text, 'yaml');
    expect(value).toBeUndefined();
    expect(problems).toEqual([
      expect.objectContaining({
        message: expect.stringContaining(message),
        location: { file: 's.yaml', line, column },
      }),
    ]);
  });

  it('knows where each value stands, and how it is written', () => {
    const { source } = read('name: x\ncases:\n  - { input: hi, expected: 007 }\n', 'yaml');
    expect(source?.place(['cases', 0, 'expected'])).toEqual({
      location: { file: 's.yaml', line: 3, column: 28 },
      path: 'cases[0].expected',
    });
    expect(source?.place(['cases', 0, 'expected'], { key: true }).location.column).toBe(18);
    expect(source?.place(['cases', 4, 'gone']).location.line).toBe(3);
    expect(source?.written(['cases', 0, 'expected'])).toBe('007');
    expect(source?.written(['cases'])).toBeUndefined();
  });
});

describe('JSON', () => {
  it.each([
    ['{\n  "a": 1,\n}', 3],
    ['{"a": 1', 1],
    ['{\n"a": [1, 2\n"b": 3}', 3],
    ['', 1],
    ['{"a": 1} x', 1],
  ])('%j stops in line %i', (text, line) => {
    const { value, problems } = read(text, 'json');
    expect(value).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/^This is not valid JSON: .*[^.]\.$/);
    expect(problems[0]?.location).toMatchObject({ file: 's.json', line, column: expect.any(Number) });
  });

  it('counts the lines before a line of a file', () => {
    expect(read('{"a": ', 'json', 41).problems[0]?.location?.line).toBe(42);
    expect(read('{"a": 1}', 'json', 41).source?.place(['a']).location).toEqual({
      file: 's.json',
      line: 42,
      column: 7,
    });
  });

  it('reads what is written, and reports every torn end once', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 }),
        fc.nat(),
        (value, at) => {
          const text = JSON.stringify(value);
          expect(JSON.parse(JSON.stringify(read(`\ufeff${text}`, 'json').value))).toEqual(JSON.parse(text));
          const torn = read(text.slice(0, at % text.length), 'json');
          expect(torn.value).toBeUndefined();
          expect(torn.problems).toHaveLength(1);
        },
      ),
    );
  });
});

describe('nesting without end is one problem, where it becomes too deep', () => {
  const lists = (depth: number) => `{"b": 1,\n"a": ${'['.repeat(depth)}1.0${']'.repeat(depth)}}`;
  const maps = (depth: number) => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}k:`).join('\n');

  it.each([
    ['json', lists(199), null],
    ['json', lists(250), [2, 205]],
    ['json', lists(10_000), [2, 205]],
    ['yaml', lists(250), [2, 205]],
    ['yaml', lists(2000), [2, 205]],
    ['yaml', maps(250), [201, 201]],
    ['yaml', maps(1500), [201, 201]],
    ['yaml', '['.repeat(2000), [1, 201]],
  ] as const)('%s %#', (kind, text, place) => {
    const { value, problems } = read(text, kind);
    expect(value === undefined).toBe(place !== null);
    expect(problems.map(({ message, location }) => [message, location?.line, location?.column])).toEqual(
      place === null ? [] : [[expect.stringContaining('more than 200 deep'), ...place]],
    );
  });
});
