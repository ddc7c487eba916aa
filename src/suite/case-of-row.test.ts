import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../base/exact-json.ts';
import { caseOfRow, mappableFields } from './case-of-row.ts';

describe('a row as a case', () => {
  it.each([
    ['a column that is called as a field', { input: 'Q', id: 'a' }, { input: 'Q', id: 'a' }],
    ['any other column', { question: 'Q', n: 2 }, { variables: { question: 'Q', n: 2 } }],
    [
      'numbers where a text belongs',
      { input: 5, id: 7, category: true },
      { input: '5', id: '7', category: 'true' },
    ],
    ['empty cells of fields', { input: 'Q', id: '', tags: null }, { input: 'Q' }],
    ['empty cells of variables', { a: '', b: null, c: undefined }, { variables: { a: '', b: '', c: '' } }],
    ['a list of tags as text', { tags: 'a, b;c|  |d' }, { tags: ['a', 'b', 'c', 'd'] }],
    ['a list of tags as JSON', { tags: '["a,b"]' }, { tags: ['a,b'] }],
    ['a list of tags', { tags: ['a'] }, { tags: ['a'] }],
    ['names of scorers', { scorers: 'exact; numeric,' }, { scorers: ['exact', 'numeric'] }],
    ['a scorer with options', { scorers: { type: 'regex' } }, { scorers: [{ type: 'regex' }] }],
    ['scorers as JSON', { scorers: '[{"type":"regex"}]' }, { scorers: [{ type: 'regex' }] }],
    ['numbers as text', { weight: '0.5', maxSteps: '3' }, { weight: 0.5, maxSteps: 3 }],
    ['a blank where a number belongs', { weight: ' ' }, { weight: ' ' }],
    [
      'messages as JSON',
      { messages: '[{"role":"user","content":"x"}]' },
      { messages: [{ role: 'user', content: 'x' }] },
    ],
    ['JSON that is torn', { messages: '[{"role":' }, { messages: '[{"role":' }],
    ['an attachment by its path', { attachments: 'a.png' }, { attachments: 'a.png' }],
    ['attachments as JSON', { attachments: '["a.png"]' }, { attachments: ['a.png'] }],
    ['an expected value, whatever it is', { expected: '[1, 2]' }, { expected: '[1, 2]' }],
    ['variables as JSON', { variables: '{"a":1}', b: 'x' }, { variables: { b: 'x', a: 1 } }],
    ['variables that are no JSON', { variables: 'x' }, { variables: 'x' }],
    ['a column called like a method', { toString: 'x' }, { variables: { toString: 'x' } }],
  ])('%s', (_, row, entry) => {
    expect(caseOfRow(row, {})).toEqual(entry);
  });

  it('keeps a column that is called __proto__ as a variable', () => {
    const row = JSON.parse('{"__proto__": "x", "input": "Q"}') as Record<string, unknown>;
    expect(Object.entries(caseOfRow(row, {})['variables'] as object)).toEqual([['__proto__', 'x']]);
  });

  it('keeps digits that a number would lose', () => {
    const row = parseExactJson('{"id": 9007199254740993, "zip": 1.10}') as Record<string, unknown>;
    expect(caseOfRow(row, {})).toEqual({ id: '9007199254740993', variables: { zip: '1.10' } });
  });
});

describe('a map of columns', () => {
  const row = { q: 'Q', meta: { topic: 'law', tags: ['x'] }, input: 'own', n: 3 };
  it.each([
    [{ input: 'q' }, { input: 'Q', variables: { meta: { topic: 'law', tags: ['x'] }, n: 3 } }],
    [
      { category: 'meta.topic' },
      { category: 'law', input: 'own', variables: { q: 'Q', meta: row.meta, n: 3 } },
    ],
    [{ input: 'gone' }, { variables: { q: 'Q', meta: row.meta, n: 3 } }],
    [
      { 'variables.topic': 'meta.topic', id: 'n' },
      { id: '3', input: 'own', variables: { q: 'Q', meta: row.meta, topic: 'law' } },
    ],
    [{ 'variables.none': 'gone' }, { input: 'own', variables: { q: 'Q', meta: row.meta, n: 3, none: '' } }],
  ])('%j', (map, entry) => {
    expect(caseOfRow(row, map as Record<string, string>)).toEqual(entry);
  });

  it('may set the fields of a case', () => {
    expect(mappableFields).toEqual(expect.arrayContaining(['id', 'input', 'expected', 'tags', 'variables']));
  });
});

it('leaves variables that are nested too deeply the text they are', () => {
  const variables = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  expect(caseOfRow({ input: 'q', variables }, {})).toMatchObject({ variables });
});

it('loses no column of a table: each is a field or a variable', () => {
  const name = fc.oneof(
    fc.constantFrom('input', 'id', 'category', 'expected'),
    fc.stringMatching(/^[a-z]{1,6}$/),
  );
  fc.assert(
    fc.property(fc.dictionary(name, fc.string({ minLength: 1 })), (row) => {
      const { variables = {}, ...fields } = caseOfRow(row, {});
      for (const [column, cell] of Object.entries(row))
        if (mappableFields.includes(column)) expect(fields).toHaveProperty(column);
        else expect((variables as Record<string, unknown>)[column]).toBe(cell);
    }),
  );
});
