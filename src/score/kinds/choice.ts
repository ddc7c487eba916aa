import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { expectedTexts } from '../expected-texts.ts';
import { createChoiceFinder } from '../find-choice.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  labels: z
    .array(z.union([z.string().min(1), z.number()]))
    .min(2, 'at least two labels')
    .default([...'ABCDEFGHIJ'])
    .describe('possible labels; default: the letters A to J'),
});

/** The label the answer settles on is the expected one; with a list, any one of them. */
export const choice: ScorerKind = {
  type: 'choice',
  version: 2,
  readsText: true,
  summary: 'the label that the answer chooses (A, B, … or your own) is the expected one',
  prepare(given) {
    const labels = parseOptions('choice', options, given).labels.map(String);
    const finder = createChoiceFinder(labels);
    const known = new Set(labels.map((label) => label.toLowerCase()));
    return (answer, testCase) => {
      const wanted = expectedTexts(testCase.expected)?.map((text) => text.trim().toLowerCase());
      if (!wanted?.every((text) => known.has(text))) {
        return { value: null, explanation: `The case expects none of the labels ${labels.join(', ')}.` };
      }
      const found = finder.find(answer.text);
      if (found === 'several')
        return { value: 0, explanation: 'The answer names several labels and chooses none.' };
      if (found === null) return { value: 0, explanation: 'The answer names no label.' };
      const right = wanted.includes(found.label.toLowerCase());
      return {
        value: right ? 1 : 0,
        label: found.label,
        ...(!right && { explanation: `The answer is ${found.label}, not ${testCase.expected}.` }),
      };
    };
  },
};
