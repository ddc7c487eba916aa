/** GSM8K, HumanEval and samples of inspect_ai: one row each. */
import { describe, expect, it } from 'vitest';
import { UnsupportedList } from './converted.ts';
import type { AnyDataSet } from './data-set.ts';
import { gsm8k } from './gsm8k.ts';
import { humanEval } from './human-eval.ts';
import { inspect } from './inspect.ts';

function convert(set: AnyDataSet, row: object) {
  const unsupported = new UnsupportedList();
  const entry = set.caseOf(set.row.parse(row) as never, unsupported, 'row 1');
  return { entry, listed: unsupported.all.map(({ what, isTaken }) => `${isTaken ? '~' : ''}${what}`) };
}

describe('GSM8K', () => {
  it.each([
    ['2+2 = <<2+2=4>>4\n#### 4', '4'],
    ['#### 1,234,567', '1234567'],
    ['####-3 \r\n', '-3'],
    ['It is #### no\n#### 0.5', '0.5'],
  ])('%j: %s', (answer, expected) => {
    expect(convert(gsm8k, { question: 'Q', answer }).entry).toEqual({ input: 'Q', expected });
  });

  it('is not what has no mark', () => {
    expect(gsm8k.row.safeParse({ question: 'Q', answer: '### 4' }).success).toBe(false);
  });
});

describe('HumanEval', () => {
  it('asks for the whole function and calls its check', () => {
    const row = {
      task_id: 'T/1',
      prompt: 'def f():\n    """ 1 """\n\n',
      entry_point: 'f',
      test: '\n\ndef check(c):\n    assert c() == 1\n',
    };
    expect(convert(humanEval, row).entry).toEqual({
      id: 'T/1',
      input:
        'Complete this function. Give the whole function, with its imports, in one block of Python.\n\n```python\ndef f():\n    """ 1 """\n```',
      expected: { tests: ['def check(c):\n    assert c() == 1\n\ncheck(f)'] },
    });
  });
});

describe('inspect', () => {
  it.each([
    [{ target: 3 }, { expected: '3' }],
    [{ target: ['a', 4] }, { expected: ['a', '4'], scorers: [{ type: 'contains', any: ['a', '4'] }] }],
    [
      { target: 'a', id: 5 },
      { id: '5', expected: 'a' },
    ],
    [
      { target: 'a', metadata: { level: 2, ok: false, who: 'x' } },
      { expected: 'a', tags: ['level: 2', 'ok: false', 'who: x'] },
    ],
    [{ target: 'a', metadata: null }, { expected: 'a' }],
    [{ target: 'a', metadata: {} }, { expected: 'a' }],
  ])('%j', (sample, entry) => {
    const found = convert(inspect, { input: 'Q', ...sample });
    expect(found).toEqual({ entry: { input: 'Q', ...entry }, listed: ['~how answers are scored'] });
  });

  it('lists what needs an environment, and metadata that is no text', () => {
    const { entry, listed } = convert(inspect, {
      input: 'Q',
      target: 'a',
      metadata: { deep: { a: 1 }, list: [1], none: null, flat: 1 },
      sandbox: 'docker',
      files: { a: 'b' },
      setup: null,
    });
    expect(entry).toMatchObject({ tags: ['flat: 1'] });
    expect(listed).toEqual([
      'samples with sandbox',
      'samples with files',
      'metadata deep',
      'metadata list',
      'metadata none',
      '~how answers are scored',
    ]);
  });

  it.each([
    [{ input: 'Q' }],
    [{ input: [], target: 'a' }],
    [{ input: 'Q', target: [] }],
    [{ input: [{ role: 'tool', content: 'x' }], target: 'a' }],
  ])('refuses %j', (row) => expect(inspect.row.safeParse(row).success).toBe(false));
});
