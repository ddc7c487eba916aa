import { describe, expect, it } from 'vitest';
import { valueOf } from '../../../test/made-up/score-with.ts';
import { AssayError } from '../../contract/errors.ts';
import { answerOf, caseOf, specOf } from '../../../test/made-up/scored-answer.ts';
import { numeric } from './numeric.ts';

function score(text: string, expected: unknown, options = {}) {
  return numeric.prepare(options, specOf('numeric'))(answerOf(text), caseOf(expected));
}
const value = async (text: string, expected: unknown, options = {}) =>
  (await score(text, expected, options)).value;

describe('numeric', () => {
  it.each([
    ['18', 18],
    ['A: 18', '… #### 18'],
    ['The answer is 18.', 18],
    ['She makes 9 * 2 = $<<9*2=18>>18 every day', 'A: 18'],
    ['#### 1,234,567', 1234567],
    ['It costs $1,200.50 in all.', 1200.5],
    ['\\boxed{42}', 42],
    ['\\boxed{\\frac{3}{4}}', 0.75],
    ['so we get $x = 10{,}000$', 10000],
    ['The total is 1.234,56 €', 1234.56],
    ['It weighs 3,5 kg', 3.5],
    ['It is -5 degrees', -5],
    ['He owes \u22125', -5],
    ['$-15', -15],
    ['-$15', -15],
    ['7 - 3 = 4', 4],
    ['so 10-3', 3],
    ['1/2', 0.5],
    ['25%', 25],
    ['25 percent', 0.25],
    ['2.5 million people', 2_500_000],
    ['2.5 million people', 2.5],
    ['6.02e23', 6.02e23],
    ['**18**', 18],
    ['Answer: **18** apples out of 20', 18],
    ['Answer:\n18', 18],
    ['Answer: 3 + 4 = 7', 7],
    ['The answer is 18. (See page 3.)', 18],
    ['Fawn = A + 12\nA = 16\nFawn has 28 books.', 28],
    ['So it costs $3 more for a mix of 1/2 pound than a mix of 1/3 pound.', 3],
    ['Bob has 5 more than Ann, who has 3, so he has 8.', 8],
    ['.5', '0.5'],
    ['She starts at 2:00 pm.', 2],
    ['on 5/6/2023', 2023],
  ])('%j is %j', async (text, expected) => {
    expect(await value(text, expected)).toBe(1);
  });

  it.each([
    ['17', 18],
    ['-18', 18],
    ['0.84', 84],
    ['18.5', 18],
    ['H2O', 2],
  ])('%j is not %j', async (text, expected) => {
    expect(await value(text, expected)).toBe(0);
  });

  it('says what it found', async () => {
    expect(await score('That makes $17.', 18)).toEqual({
      value: 0,
      label: '$17',
      explanation: 'The final answer is $17, not 18.',
    });
    expect(await score('I do not know.', 18)).toMatchObject({ value: 0 });
  });

  it('cannot score a case without a number', async () => {
    for (const expected of [undefined, null, 'blue', {}, Number.NaN])
      expect(await value('18', expected)).toBeNull();
  });

  it('takes an absolute and a relative tolerance', async () => {
    expect(await value('3.14', 3.14159)).toBe(0);
    expect(await value('3.14', 3.14159, { tolerance: 0.01 })).toBe(1);
    expect(await value('990', 1000, { relative: 0.01 })).toBe(1);
    expect(await value('980', 1000, { relative: 0.01 })).toBe(0);
  });

  it('refuses an option it does not know', () => {
    const wrong = () => numeric.prepare({ tolerence: 1 }, specOf('numeric'));
    expect(wrong).toThrow(AssayError);
    expect(wrong).toThrow('`tolerence` is not a field of scorer "numeric"');
    expect(() => numeric.prepare({ tolerance: -1 }, specOf('numeric'))).toThrow('`tolerance` is -1.');
  });
});

describe('numeric with units', () => {
  const units = { km: 1000, m: 1, cm: 0.01 };
  it.each([
    ['It is 1.5 km.', 1500, 1],
    ['It is 1500 m', '1.5 km', 1],
    ['It is 1500', '1.5 km', 1],
    ['\\boxed{150\\,\\text{cm}}', 1.5, 1],
    ['It is 3 months', 3, 1],
    ['It is 2 KM', 2000, 0],
    ['Answer: 20 cm', 20, 0],
  ])('%j against %j is %d', async (answer, expected, value) => {
    expect(await valueOf(numeric, answer, expected, { units })).toBe(value);
  });
});
