import { describe, expect, it } from 'vitest';
import type { Case } from '../contract/suite.ts';
import { answerOf, caseOf, specOf } from '../../test/made-up/scored-answer.ts';
import { findField } from './find-field.ts';
import { scorerKinds } from './kinds.ts';
import { prepareScorer } from './prepare-scorer.ts';

const text = (answer: string, path = 'answer') => {
  const field = findField(answer, path);
  return field.found ? field.text : null;
};

describe('findField', () => {
  it.each([
    ['{"reasoning": "3 × 4", "answer": "12"}', '12'],
    ['{"answer": 12}', '12'],
    ['{"answer": 1.10}', '1.10'],
    ['{"answer": 12345678901234567891}', '12345678901234567891'],
    ['{"answer": true}', 'true'],
    ['{"answer": [1, "a"]}', '[1,"a"]'],
    ['{"answer": ""}', ''],
    ['Sure!\n```json\n{"reasoning": "x", "answer": "12"}\n```\nThat is {all} of [1].', '12'],
    ['{"answer": "12"}\n\nExplanation: there are {3} of "them".', '12'],
    ['{"answer": "11"} no: {"answer": "12"}', '12'],
    ['{"reasoning": "a\nb", "answer": "12"}', '12'],
    ['{"reasoning": "the "big" one", "answer": "12"}', '12'],
    ["{'reasoning': 'it is', 'answer': 12}", '12'],
    ['{"reasoning": "\\( x \\)", "answer": "\\frac{3}{4}"}', '\\frac{3}{4}'],
    ['{"answer": "2 \\times 10^3"}', '2 \\times 10^3'],
    ['{"answer": "\\\\frac{3}{4}"}', '\\frac{3}{4}'],
    ['{"reasoning": "x", "answer": "12"', '12'],
    ['{"reasoning": "x" "answer": 12}', '12'],
    ['{"reasoning": "cut off, "answer": "12', '12'],
    ['answer: 12', '12'],
  ])('%j gives %s', (answer, expected) => {
    expect(text(answer)).toBe(expected);
  });
  it('says what it had to put right', () => {
    expect(findField('{"answer": 12,}', 'answer')).toMatchObject({ note: expect.stringContaining('commas') });
    expect(findField('{"answer": 12', 'answer')).toMatchObject({ note: expect.stringContaining('broken') });
    expect(findField('{"answer": 1,234, "b": 1}', 'answer')).toMatchObject({ text: '1,234' });
    expect(findField('{"answer": 12}', 'answer')).toMatchObject({ note: null });
  });
  it('follows paths', () => {
    expect(text('{"result": {"total": 3}}', 'result.total')).toBe('3');
    expect(text('{"example.com": {"n": 3}}', 'example.com.n')).toBe('3');
    expect(text('{"a": [{"b": 3}]}', 'a[0].b')).toBe('3');
  });
  it('finds none where there is none', () => {
    expect(findField('It is 12.', 'answer')).toEqual({
      found: false,
      reason: 'There is no field answer in the answer.',
    });
    expect(text('')).toBeNull();
  });
});

describe('the option field', () => {
  const score = async (type: string, answer: string, expected: unknown, options = {}) => {
    const spec = specOf(type, { field: 'answer', ...options });
    return prepareScorer(spec).scoreAnswer(answerOf(answer), caseOf(expected));
  };
  it.each<[string, string, unknown, Record<string, unknown>?]>([
    ['numeric', '{"reasoning": "of 99", "answer": "12 apples (3 each)"}', 12],
    ['numeric', '{"answer": 9007199254740993}', '9007199254740993'],
    ['exact', '{"answer": "Paris"}', 'Paris'],
    ['exact', '{"answer": 7}', '7'],
    ['exact', '{"answer": 1.10}', '1.10'],
    ['exact', '{"answer": [1, "a", null]}', "[1, 'a', None]"],
    ['exact', '{"answer": {"a": true}}', "{'a': True}"],
    ['exact', '{"answer": "abc"}', "'abc'"],
    ['choice', '{"reasoning": "A or C?", "answer": "B"}', 'B'],
    ['contains', '{"reasoning": "no", "answer": "a nice city"}', 'city'],
    ['normalised', '{"answer": "The city!"}', 'city'],
    ['set-match', '{"answer": ["b", "a"]}', ['a', 'b']],
    ['python-literal', '{"answer": "[1,2]"}', '[1, 2]'],
    ['regex', '{"answer": "x1"}', undefined, { pattern: '^x\\d$' }],
  ])('%s on %j', async (type, answer, expected, options = {}) => {
    expect((await score(type, answer, expected, options)).value).toBe(1);
  });
  it('counts an answer without it as wrong, and says so', async () => {
    expect(await score('numeric', 'It is 12.', 12)).toEqual({
      value: 0,
      explanation: 'There is no field answer in the answer.',
    });
    expect((await score('exact', '{"answer": "123"}', "'123'")).value).toBe(0);
    expect((await score('numeric', '{"answer": 12,}', 12)).explanation).toMatch(/not valid JSON/);
  });
  it('is taken by every scorer that reads texts, and by no other', () => {
    for (const { type, readsText } of scorerKinds)
      if (!readsText && type !== 'json-match')
        expect(() => prepareScorer(specOf(type, { field: 'answer' })), type).toThrow();
    expect(() => prepareScorer(specOf('numeric', { field: 7 }))).toThrow('"field"');
  });
  it('does not see what stands elsewhere', async () => {
    const testCase: Case = caseOf('London');
    const { scoreAnswer } = prepareScorer(specOf('contains', { field: 'answer' }));
    expect((await scoreAnswer(answerOf('{"reasoning":"London?","answer":"Paris"}'), testCase)).value).toBe(0);
  });
});
