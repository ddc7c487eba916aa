import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseAnswers, type Answered } from './choose-answers.ts';

const answers = ['x', 'y', 'z'].flatMap((target_id) =>
  Array.from({ length: 8 }, (_, i): Answered => ({
    target_id,
    case_id: `c${i}`,
    sample_id: `${target_id}-${i}`,
  })),
);

describe('chooseAnswers', () => {
  it('gives every answer once, at each length as many of every target', () => {
    const chosen = chooseAnswers(answers, 1, false);
    expect(new Set(chosen.map(([{ sample_id }]) => sample_id)).size).toBe(24);
    for (let length = 3; length <= 24; length += 3) {
      const part = chosen.slice(0, length).map(([{ target_id }]) => target_id);
      for (const target of ['x', 'y', 'z'])
        expect(part.filter((each) => each === target)).toHaveLength(length / 3);
    }
  });

  it('pairs answers of the same case by different targets, each as often first as second by chance', () => {
    const pairs = chooseAnswers(answers, 3, true);
    expect(pairs).toHaveLength(24);
    for (const [a, b] of pairs) {
      expect(a.case_id).toBe(b?.case_id);
      expect(a.target_id).not.toBe(b?.target_id);
    }
    const first = pairs.filter(([a]) => a.target_id === 'x').length;
    expect(first).toBeGreaterThan(2);
    expect(first).toBeLessThan(14);
  });

  it('is the same for the same seed whatever the order of rows, another for another, and takes one repeat of a case', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(answers, { minLength: answers.length }),
        fc.boolean(),
        (order, pairs) => {
          expect(chooseAnswers(order, 5, pairs)).toEqual(chooseAnswers(answers, 5, pairs));
        },
      ),
    );
    expect(chooseAnswers(answers, 6, false)).not.toEqual(chooseAnswers(answers, 5, false));
    const again = answers.map((answer) => ({ ...answer, sample_id: `${answer.sample_id}-again` }));
    expect(chooseAnswers([...answers, ...again], 5, false)).toHaveLength(24);
  });
});
