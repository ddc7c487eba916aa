import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ScorerSpec } from '../contract/suite.ts';
import { AssayError } from '../contract/errors.ts';
import { createScorer } from './create-scorer.ts';
import { scorerKinds } from './kinds.ts';
import { prepareScorer } from './prepare-scorer.ts';
import { qualityOf } from './quality-of.ts';
import { answerOf, caseOf, specOf } from '../../test/made-up/scored-answer.ts';
import { cpuMsOf } from '../../test/cpu-ms.ts';

const run = async (spec: ScorerSpec, text: string, expected: unknown) => {
  const testCase = caseOf(expected, [spec]);
  const [score] = await createScorer([testCase]).score(testCase, answerOf(text));
  return score;
};

describe('createScorer', () => {
  it('applies name, threshold and not', async () => {
    const fields = { ...specOf('json-match'), name: 'fields', threshold: 0.5 };
    expect(await run(fields, '{"a":1,"b":3}', { a: 1, b: 2 })).toMatchObject({
      name: 'fields',
      value: 0.5,
      passed: true,
    });
    const never = { ...specOf('contains', { any: 'sorry' }), not: true };
    expect(await run(never, 'Sorry!', null)).toMatchObject({ value: 0, passed: false, label: 'sorry' });
    expect(await run(never, 'Here.', null)).toMatchObject({ value: 1, passed: true, explanation: null });
  });
  it('keeps what cannot be scored apart from what is wrong', async () => {
    expect(await run({ ...specOf('numeric'), not: true }, '18', undefined)).toMatchObject({
      value: null,
      passed: null,
    });
  });
  it('turns a scorer that fails into a score without a value', async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const score = await run(specOf('json-match'), '{"self":{}}', cyclic);
    expect(score).toMatchObject({ value: null, passed: null });
    expect(score?.explanation).toContain('json-match');
  });
  it('marks a score with all that shapes it', async () => {
    const marked = async (spec: ScorerSpec) => (await run(spec, '18', 18))?.scorer;
    const plain = await marked(specOf('numeric', { tolerance: 1, relative: 0 }));
    expect(plain).toMatchObject({ type: 'numeric', version: 2 });
    expect(await marked(specOf('numeric', { relative: 0, tolerance: 1 }))).toEqual(plain);
    expect(
      await marked({ ...specOf('numeric', { relative: 0, tolerance: 1 }), name: 'n', weight: 2 }),
    ).toEqual(plain);
    for (const other of [{ threshold: 0.5 }, { not: true }, { options: { tolerance: 2 } }])
      expect(await marked({ ...specOf('numeric', { tolerance: 1, relative: 0 }), ...other })).not.toEqual(
        plain,
      );
  });
  it('finds a wrong option before anything is scored', () => {
    const broken = caseOf('x', [specOf('regex', { pattern: '(' })]);
    expect(() => createScorer([broken])).toThrow(AssayError);
  });
});

describe('prepareScorer', () => {
  it('knows near misses of types', () => {
    expect(() => prepareScorer(specOf('numerc'))).toThrow(
      expect.objectContaining({
        code: 'suite-invalid',
        remedy: 'Did you mean "numeric"?',
        problems: [expect.objectContaining({ path: 'type' })],
      }),
    );
    expect(() => prepareScorer(specOf('poetry'))).toThrow(expect.objectContaining({ remedy: undefined }));
  });
  it('has one kind for each word', () => {
    expect(new Set(scorerKinds.map((kind) => kind.type)).size).toBe(scorerKinds.length);
  });
});

describe('every kind', () => {
  it('has its section in the docs', () => {
    const docs = readFileSync(new URL('../../docs/scorers.md', import.meta.url), 'utf8');
    const sections = [...docs.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(sections).toEqual(scorerKinds.map((kind) => kind.type));
  });

  const hostile = {
    digits: '1'.repeat(100_000),
    groups: '1,000'.repeat(20_000),
    dots: '1.000'.repeat(20_000),
    minus: '-'.repeat(100_000),
    brackets: '[{'.repeat(50_000),
    closed: `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    quotes: '{"'.repeat(50_000),
    lines: '\n'.repeat(100_000),
    spaces: `answer is${' '.repeat(100_000)}x`,
    parens: `${')'.repeat(99_999)}x`,
    markers: 'answer is '.repeat(10_000),
    fences: '```json\n'.repeat(12_000),
    more: 'more than less 5 than '.repeat(5_000),
    tags: '<a><b '.repeat(16_000),
    apology: `I can${' '.repeat(100_000)}`,
    cited: '[1,'.repeat(33_000),
    quoted: '“'.repeat(100_000),
    selects: 'SELECT ('.repeat(12_000),
  };
  const options: Record<string, Record<string, unknown>> = {
    regex: { pattern: '(x+x+)+y|(.*).*=' },
    'json-schema': { schema: { type: 'object' } },
    similarity: { model: 'openai/text-embedding-3-small' },
    'tool-arguments': { patterns: { a: 'x+' } },
    cost: { maxUsd: 1 },
    code: { language: 'python' },
    module: { file: 'x.ts' },
    command: { command: ['x'] },
    'closed-qa': { criterion: 'x' },
    'g-eval': { criterion: 'x' },
  };
  const optionsOf = ({ type, needs }: (typeof scorerKinds)[number]) => ({
    ...(needs === 'judge' && { judge: 'x/y' }),
    ...options[type],
  });
  const expected: Record<string, unknown> = {
    'json-match': { a: 1 },
    'json-fields': { a: 1 },
    'json-diff': { a: 1 },
    'set-match': ['B'],
    'list-match': ['B', 'C'],
    'tool-call': [{ name: 'x' }, { name: 'y', arguments: {} }],
    language: 'de',
  };
  it.each(scorerKinds.map((kind) => [kind.type, kind] as const))(
    '%s is quick on 100 kB',
    async (type, kind) => {
      const scorer = kind.prepare(optionsOf(kind), specOf(type));
      // what is loaded on first use is not what is measured
      await scorer(answerOf('The first answer of all.'), caseOf(expected[type] ?? 'B'));
      for (const [name, text] of Object.entries(hostile)) {
        const testCase = { ...caseOf(expected[type] ?? 'B'), variables: { context: ['a source'] } };
        const answer = answerOf(text, [{ name: 'x', arguments: text }]);
        expect(await cpuMsOf(() => scorer(answer, testCase)), name).toBeLessThan(1500);
      }
    },
  );
});

describe('qualityOf', () => {
  const score = (value: number | null) => ({
    name: '',
    value,
    passed: value === null ? null : value >= 1,
    label: null,
    explanation: null,
  });
  const specs = [1, 3, 1].map((weight) => ({ ...specOf('exact'), weight }));
  it('is the weighted mean of what could be scored', () => {
    expect(qualityOf([score(1), score(0), score(null)], specs)).toEqual({ quality: 0.25, correct: false });
    expect(qualityOf([score(1), score(1), score(null)], specs)).toEqual({ quality: 1, correct: true });
    expect(qualityOf([score(null)], specs)).toEqual({ quality: null, correct: null });
    expect(qualityOf([], [])).toEqual({ quality: null, correct: null });
  });
});

describe('what takes long to score', () => {
  const far = async (text: string, expected: unknown): Promise<boolean> => {
    const testCase = caseOf(expected, [specOf('rouge')]);
    let isFar = false;
    const inComputePool = async () => ({ value: ((isFar = true), 1) });
    await createScorer([testCase], { inComputePool }).score(testCase, answerOf(text));
    return isFar;
  };
  const words = (length: number) => 'a b '.repeat(length / 4);

  it.each([
    ['a large answer', words(9000), 'a', true],
    ['a large expected text', 'a', words(9000), true],
    ['several references that are large together', 'a', [words(5000), words(5000)], true],
    ['two texts of which every word is compared with every other', words(4000), words(4000), true],
    ['two texts of some length', words(1600), words(1600), false],
    ['a long answer to a short text', words(7000), words(400), false],
  ])('is %s', async (_, text, expected, isFar) => {
    expect(await far(text, expected)).toBe(isFar);
  });
});
