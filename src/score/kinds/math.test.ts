import { describe, expect, it } from 'vitest';
import { scoreWith } from '../../../test/made-up/score-with.ts';
import { math } from './math.ts';

const valueOf = async (answer: string, expected: unknown, options = {}) =>
  (await scoreWith(math, { answer, expected, options })).value;

describe('math', () => {
  it.each([
    [String.raw`So the answer is $\boxed{\frac{\sqrt2}{2}}$.`, String.raw`\frac{1}{\sqrt{2}}`],
    [String.raw`We get $x = 3$ first. The final answer is: $x = 4$`, '4'],
    ['Long talk.\n\n#### 12', '12'],
    [String.raw`Thus \(x^2 + 2x + 1\)`, '(x+1)^2'],
    [String.raw`The roots are $1$ and so on. \boxed{-2, 1}`, '1,-2'],
    ['**Answer:** 3/4', '0.75'],
    ['7', 7],
    ['7', ['6', '7']],
  ])('finds the answer in %j', async (answer, expected) => {
    expect(await valueOf(answer, expected)).toBe(1);
  });
  it('says what it found instead', async () => {
    const said = await scoreWith(math, {
      answer: String.raw`\boxed{\frac{1}{3}}`,
      expected: '0.25',
      options: {},
    });
    expect(said).toMatchObject({ value: 0, label: String.raw`\frac{1}{3}` });
    expect(said.explanation).toBe(String.raw`The final answer is \frac{1}{3}, not 0.25.`);
    expect((await scoreWith(math, { answer: '', expected: '1', options: {} })).explanation).toBe(
      'The answer has no formula.',
    );
    expect(await valueOf('7', { a: 1 })).toBeNull();
  });
});
