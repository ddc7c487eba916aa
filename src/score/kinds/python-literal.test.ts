import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueOf } from '../../../test/made-up/score-with.ts';
import { parsePython } from '../parse-python.ts';
import { fromJson, pythonEqual, pythonRepr } from '../python-value.ts';
import { pythonLiteral } from './python-literal.ts';

const value = (answer: string, expected: unknown) => valueOf(pythonLiteral, answer, expected);

describe('python-literal', () => {
  it.each([
    ["'abc'", "'abc'"],
    ['"abc"', "'abc'"],
    ['abc', "'abc'"],
    ["'''a\nb'''", String.raw`'a\nb'`],
    [String.raw`'it\'s'`, '"it\'s"'],
    [String.raw`'\x41\u00e9'`, "'Aé'"],
    ["'a' 'b'", "'ab'"],
    ['[1,2,3]', '[1, 2, 3]'],
    ['(1,)', '(1,)'],
    ['1, 2', '(1, 2)'],
    ['((1))', '1'],
    ['()', '()'],
    ["{'b': 2, 'a': 1}", "{'a': 1, 'b': 2}"],
    ["{'a': [1, {'b': None}]}", "{'a': [1, {'b': None}]}"],
    ['{3, 1, 2}', '{1, 2, 3}'],
    ['set()', 'set()'],
    ['frozenset({1})', '{1}'],
    ['{}', '{}'],
    ['True', 'True'],
    ['None', 'None'],
    ['1.0', '1'],
    ['0.1', '0.10000000000000001'],
    ['1e3', '1000.0'],
    ['-5', '-5'],
    ['1_000', '1000'],
    ['0xff', '255'],
    ['12345678901234567891', '12345678901234567891'],
    ["b'ab'", "b'ab'"],
    ["float('inf')", 'inf'],
    ["assert f('x', 2) == [1, 2]", '[1, 2]'],
    ["f('x == y') == 'z'", "'z'"],
    ["[ANSWER] f(1) == 'abc' [/ANSWER]", "'abc'"],
    ['The loop runs twice.\n\nOutput: [1, 2]', '[1, 2]'],
    ['The answer is `[1, 2]`.', '[1, 2]'],
    ['**Answer:** `"ab"`', "'ab'"],
    ['It returns `[1, 2]` in the end, as said.', '[1, 2]'],
    ['So:\n```python\n[1, 2]\n```', '[1, 2]'],
    ['```python\nx = f(1)\nassert f(1) == {"a": 1}\n```', "{'a': 1}"],
    ['[1, 2]  # the list', '[1, 2]'],
    ['{"reasoning": "...", "answer": [1, 2]}', '[1, 2]'],
    ['[1, 2]', [1, 2]],
    ["{'a': True}", { a: true }],
    ['abc', 'abc'],
  ])('%j is %j', async (answer, expected) => {
    expect(await value(answer, expected)).toBe(1);
  });
  it.each([
    ['[1, 2]', '(1, 2)'],
    ["'1'", '1'],
    ['123', "'123'"],
    ['[1, 2]', '[2, 1]'],
    ['[1, 2', '[1, 2]'],
    ['true', 'True'],
    ["'ab'", "b'ab'"],
    ['12345678901234567891', '12345678901234567890'],
    ["{'a': 1}", "{'a': 1, 'b': 2}"],
    ['{1, 2}', '[1, 2]'],
    ["'Abc'", "'abc'"],
    ['__import__("os")', '1'],
    ['1 + 1', '2'],
    ['', '[]'],
  ])('%j is not %j', async (answer, expected) => {
    expect(await value(answer, expected)).toBe(0);
  });
  it('cannot score a case without a value', async () => {
    expect(await value('1', undefined)).toBeNull();
  });
});

describe('literals of Python', () => {
  it('are read back as they were written', () => {
    const plain = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'grapheme' }),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(plain, (given) => {
        const read = parsePython(pythonRepr(given));
        expect(read, pythonRepr(given)).not.toBeNull();
        expect(pythonEqual(read as NonNullable<typeof read>, fromJson(given))).toBe(true);
      }),
    );
  });
});
