import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEntry } from '../../contract/suite.ts';
import { bfcl } from './bfcl.ts';
import { UnsupportedList } from './converted.ts';

const question = [[{ role: 'user', content: 'Which?' }]];
const tool = (parameters: object = { type: 'dict', properties: {} }, name = 'f') => ({ name, parameters });

function convert(row: object): { entry: CaseEntry | null; listed: string[] } {
  const unsupported = new UnsupportedList();
  const read = bfcl.row.parse({ id: 'a', question, function: [tool()], ...row });
  const entry = bfcl.caseOf(read, unsupported, 'row 1');
  return { entry, listed: unsupported.all.map(({ what, isTaken }) => `${isTaken ? '~' : ''}${what}`) };
}
const schemaFor = (parameters: object) =>
  convert({ function: [tool(parameters)] }).entry?.tools?.[0]?.parameters;
const callsFor = (argument: object) =>
  convert({ ground_truth: [{ f: argument }] }).entry?.expected as object[];

describe('types of parameters', () => {
  it.each([
    ['dict', 'object'],
    ['float', 'number'],
    ['tuple', 'array'],
    ['str', 'string'],
    ['integer', 'integer'],
    ['HashMap', 'object'],
    ['ArrayList', 'array'],
    ['char', 'string'],
    ['Bigint', 'integer'],
    ['toString', 'toString'],
  ])('%s becomes %s', (written, type) => {
    expect(schemaFor({ type: written })).toEqual({ type });
  });

  it('leaves out types that allow everything', () => {
    expect(
      schemaFor({ type: 'dict', properties: { a: { type: 'any' }, b: { type: 'Any', enum: [1] } } }),
    ).toEqual({
      type: 'object',
      properties: { a: {}, b: { enum: [1] } },
    });
  });

  it('is not confused by arguments that are called type or properties', () => {
    const properties = {
      type: { type: 'str' },
      properties: { type: 'dict', properties: { type: { type: 'list', items: { type: 'float' } } } },
    };
    expect(schemaFor({ type: 'dict', properties })).toEqual({
      type: 'object',
      properties: {
        type: { type: 'string' },
        properties: { type: 'object', properties: { type: { type: 'array', items: { type: 'number' } } } },
      },
    });
  });

  it('reports the types of Java and JavaScript, since expected values are not changed with them', () => {
    const { listed } = convert({
      function: [tool({ type: 'dict', properties: { a: { type: 'HashMap' } } })],
      ground_truth: [],
    });
    expect(listed).toEqual(['~type HashMap']);
    expect(convert({ ground_truth: [] }).listed).toEqual([]);
  });
});

describe('expected calls', () => {
  it.each([
    ['one value', { a: [1] }, { arguments: { a: 1 } }],
    ['several values', { a: [1, 2] }, { arguments: {}, anyOf: { a: [1, 2] } }],
    ['one value that may be left out', { a: [1, ''] }, { arguments: { a: 1 }, optional: ['a'] }],
    ['an argument that may only be left out', { a: [''] }, { arguments: {}, optional: ['a'] }],
    ['no arguments', {}, { arguments: {} }],
    ['null, false and 0', { a: [null], b: [false], c: [0] }, { arguments: { a: null, b: false, c: 0 } }],
    ['a list as the value', { a: [[1, 2]] }, { arguments: { a: [1, 2] } }],
    ['an object of one way', { a: [{ b: [1] }] }, { arguments: { a: { b: 1 } } }],
    [
      'an object whose field may be left out',
      { a: [{ b: [1], c: ['x', ''] }] },
      { arguments: {}, anyOf: { a: [{ b: 1, c: 'x' }, { b: 1 }] } },
    ],
    [
      'a list of objects',
      { a: [[{ b: [1, 2] }, { b: [3] }]] },
      {
        arguments: {},
        anyOf: {
          a: [
            [{ b: 1 }, { b: 3 }],
            [{ b: 2 }, { b: 3 }],
          ],
        },
      },
    ],
  ])('%s', (_, written, call) => {
    expect(callsFor(written)).toEqual([{ name: 'f', ...call }]);
  });

  it('keeps several calls of one turn in their order', () => {
    const ground_truth = [{ f: { a: [1] } }, { 'g.h': { a: [2] } }, { f: { a: [3] } }];
    expect(convert({ ground_truth }).entry?.expected).toEqual([
      { name: 'f', arguments: { a: 1 } },
      { name: 'g_h', arguments: { a: 2 } },
      { name: 'f', arguments: { a: 3 } },
    ]);
  });

  it('accepts as many ways as the lists allow, and says when those are too many', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sizes, (lengths) => {
        const fields = Object.fromEntries(
          lengths.map((length, i) => [`k${i}`, Array.from({ length }, (_, n) => n)]),
        );
        const { entry, listed } = convert({ ground_truth: [{ f: { a: [fields] } }] });
        const calls = entry?.expected as { arguments: object; anyOf?: { a: object[] } }[];
        const call = calls[0] ?? { arguments: {} };
        const ways = lengths.reduce((product, length) => product * length, 1);
        const accepted = call.anyOf?.a ?? Object.values(call.arguments);
        expect(accepted).toHaveLength(Math.min(ways, 200));
        expect(new Set(accepted.map((way) => JSON.stringify(way))).size).toBe(accepted.length);
        expect(listed.includes('arguments with very many correct values')).toBe(ways > 200);
      }),
    );
  });
});

describe('questions', () => {
  it('names tools and expected calls alike, with letters that providers accept', () => {
    const { entry } = convert({ function: [tool({}, 'géo.area 2')], ground_truth: [{ 'géo.area 2': {} }] });
    expect(entry?.tools?.[0]?.name).toBe('g_o_area_2');
    expect(entry?.expected).toMatchObject([{ name: 'g_o_area_2' }]);
  });

  it('reads a single function that is not in a list', () => {
    expect(convert({ function: tool({}, 'alone') }).entry?.tools).toMatchObject([{ name: 'alone' }]);
  });

  it.each([
    ['irrelevance_3', []],
    ['live_irrelevance_3-1', []],
    ['simple_3', undefined],
    ['irrelevant', undefined],
  ])('%s without answers expects %j', (id, expected) => {
    const { entry, listed } = convert({ id });
    expect(entry?.expected).toEqual(expected);
    expect(listed).toEqual(expected ? [] : ['questions without ground_truth']);
  });

  it.each([
    ['several turns', { question: [...question, ...question] }, 'multi-turn questions'],
    [
      'classes in place of functions',
      { function: undefined, involved_classes: ['Files'] },
      'multi-turn questions',
    ],
    ['programs as answers', { ground_truth: ['f(1)'] }, 'expected answers that are programs'],
  ])('drops a question with %s, and says so', (_, row, what) => {
    expect(convert(row)).toEqual({ entry: null, listed: [what] });
  });

  it.each([{ question: [] }, { question: [[]] }, { function: undefined }, { function: [] }, { id: 3 }])(
    'refuses the shape %j',
    (row) => {
      expect(bfcl.row.safeParse({ id: 'a', question, function: [tool()], ...row }).success).toBe(false);
    },
  );
});
