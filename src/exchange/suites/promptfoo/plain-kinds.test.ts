import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssertionSource } from './assertion-source.ts';
import { plainKinds } from './plain-kinds.ts';

function take(type: string, value?: unknown, more: Partial<AssertionSource> = {}) {
  const source: AssertionSource = {
    type,
    isTurned: false,
    value,
    threshold: undefined,
    provider: undefined,
    config: undefined,
    variables: {},
    transforms: [],
    pathOf: (name) => name,
    ...more,
  };
  const taken = plainKinds[type]?.(source);
  if (!taken) throw new Error(`there is no ${type}`);
  return taken;
}

describe('lists in cells', () => {
  it.each([
    ['a', ['a']],
    ['a, b ,c', ['a', 'b', 'c']],
    ['"a, b", c', ['a, b', 'c']],
    ['"say ""no""",x', ['say "no"', 'x']],
    [',a,,', ['a']],
    ['a "b" c', ['a "b" c']],
    ['"a\nb"', ['a\nb']],
    ['"unclosed, x', ['"unclosed', 'x']],
    [
      ['a, b', 5],
      ['a, b', '5'],
    ],
    [7, ['7']],
  ])('%j', (value, any) => {
    expect(take('contains-any', value)).toMatchObject({ scorers: [{ type: 'contains', any }] });
  });

  it('are read back as they were written', () => {
    const texts = fc.array(
      fc
        .string({ unit: fc.constantFrom('a', 'é', '"', ',', ' ', '😀'), minLength: 1 })
        .filter((text) => text.trim() !== ''),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(texts, (all) => {
        const value = all.map((text) => `"${text.replaceAll('"', '""')}"`).join(', ');
        expect(take('contains-all', value)).toMatchObject({ scorers: [{ all }] });
      }),
    );
  });
});

describe('thresholds', () => {
  it.each([
    ['rouge-n', undefined, false, 0.75],
    ['rouge-l', 0.6, false, 0.6],
    ['rouge-l', 0.6, true, 0.4],
    ['bleu', undefined, false, 0.5],
    ['bleu', 0.3, true, 0.7],
    ['rouge-n', 0, false, 0],
  ])('%s with %s, turned: %s', (type, threshold, isTurned, expected) => {
    expect(take(type, 'x', { threshold, isTurned })).toMatchObject({
      scorers: [{ threshold: expected }],
      expected: 'x',
      usesThreshold: true,
    });
  });

  it.each([
    [undefined, 5],
    [0, 5],
    [2.9, 2],
    [-3, 0],
  ])('of edits: %s means %s', (threshold, maxEdits) => {
    expect(take('levenshtein', 'x', { threshold })).toMatchObject({ scorers: [{ maxEdits }] });
  });

  it('of time and money are limits', () => {
    expect(take('latency', undefined, { threshold: 0 })).toMatchObject({
      scorers: [{ type: 'latency', max: 0 }],
    });
    expect(take('cost', undefined, { threshold: 0.5 })).toMatchObject({
      scorers: [{ type: 'cost', maxUsd: 0.5 }],
    });
  });
});

describe('numbers of words', () => {
  it.each([
    [10, { min: 10, max: 10 }],
    ['10', { min: 10, max: 10 }],
    [0, { min: 0, max: 0 }],
    [{ min: 5 }, { min: 5 }],
    [
      { min: 5, max: 9 },
      { min: 5, max: 9 },
    ],
  ])('%j', (value, limits) => {
    expect(take('word-count', value)).toMatchObject({
      scorers: [{ type: 'length', unit: 'words', ...limits }],
    });
  });

  it.each([[{}], [{ min: -1 }], [{ most: 3 }], ['ten'], [2.5], [''], [null], [undefined]])(
    '%j is none',
    (value) => {
      expect(take('word-count', value)).toHaveProperty('why');
    },
  );
});

describe('patterns', () => {
  it.each(['^a+$', 'a(?:b)', '(?i)a', '(?<n>a)', '\\d\\w\\0'])('%s is taken as it is', (pattern) => {
    expect(take('regex', pattern)).toEqual({ scorers: [{ type: 'regex', pattern }] });
  });

  it.each(['(?=a)', '(?!a)', '(?<=a)b', '(?<!a)b', '(a)\\1', '(?<n>a)\\k<n>'])(
    '%s would need another engine',
    (pattern) => {
      expect(take('regex', pattern)).toEqual({ why: expect.stringContaining('RE2') });
    },
  );

  it('with classes of Unicode mean something else here', () => {
    expect(take('regex', '\\p{L}+')).toMatchObject({
      scorers: [{ pattern: '\\p{L}+' }],
      but: expect.stringContaining('letters'),
    });
  });
});

describe('texts that are equal', () => {
  it('have a pattern instead where the case expects something else', () => {
    const taken = take('equals', 'a.b (c)');
    expect(taken).toMatchObject({ expected: 'a.b (c)' });
    const pattern = new RegExp(('otherwise' in taken && String(taken.otherwise?.['pattern'])) || '^never$');
    expect(['a.b (c)', 'axb (c)', 'a.b (c) ', ''].filter((text) => pattern.test(text))).toEqual(['a.b (c)']);
  });

  it.each([
    [null, { const: null }],
    [[1, 'a'], { const: [1, 'a'] }],
    [{ a: { b: null } }, { const: { a: { b: null } } }],
  ])('%j is compared as JSON', (value, schema) => {
    expect(take('equals', value)).toEqual({ scorers: [{ type: 'json-schema', schema, whole: true }] });
  });
});

describe('schemas', () => {
  it.each([
    [undefined, {}],
    ['', {}],
    [{ type: 'object' }, { type: 'object' }],
    ['{"type":"array"}', { type: 'array' }],
    ['required: [a]', { required: ['a'] }],
    [false, false],
    ['true', true],
  ])('%j', (value, schema) => {
    expect(take('is-json', value)).toMatchObject({ scorers: [{ type: 'json-schema', schema, whole: true }] });
  });

  it.each([[[1]], ['just words'], ['a: ['], [7]])('%j is none', (value) => {
    expect(take('is-json', value)).toEqual({ why: 'its value is not a JSON Schema' });
  });

  it('of older drafts are told, and what is found in prose', () => {
    const old = { items: [{ type: 'string' }], additionalItems: false };
    expect(take('is-json', old)).toMatchObject({ but: 'the schema is read as draft 2020-12' });
    expect(take('is-json', { items: {} })).not.toHaveProperty('but');
    expect(take('contains-json', old)).toMatchObject({
      but: expect.stringMatching(/2020-12; if there are several/),
    });
  });
});

describe('what cannot be taken', () => {
  it.each([
    ['equals', undefined],
    ['contains', ''],
    ['contains', { a: 1 }],
    ['icontains', null],
    ['contains-any', []],
    ['contains-all', ' , '],
    ['starts-with', ''],
    ['regex', ''],
    ['regex', 5],
    ['latency', undefined],
    ['bleu', ''],
    ['rouge-n', [1]],
    ['levenshtein', 5],
    ['tool-call-f1', ''],
  ])('%s of %j', (type, value) => {
    expect(take(type, value)).toEqual({ why: expect.any(String) });
  });

  it.each(['latency', 'cost', 'levenshtein'])('not-%s', (type) => {
    expect(take(type, 'x', { threshold: 1, isTurned: true })).toEqual({
      why: '`not-` has no meaning for it',
    });
  });

  it('says what it ignores of assertions that only parse', () => {
    for (const type of Object.keys(plainKinds).filter((name) =>
      /^(?:is|contains)-(?:xml|html|sql)$/.test(name),
    ))
      expect(take(type, { a: 1 })).toMatchObject({ but: expect.stringContaining('; {"a":1} is ignored') });
  });
});
