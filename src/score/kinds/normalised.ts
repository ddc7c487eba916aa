import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { expectedTexts } from '../expected-texts.ts';
import { normalForm } from '../normal-form.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  articles: z.boolean().default(true).describe('ignore a, an and the'),
  accents: z.boolean().default(true).describe('accents count: é is not e'),
});

/** Exact match after SQuAD's normalisation; with a list, any one of its texts. */
export const normalised: ScorerKind = {
  type: 'normalised',
  version: 2,
  readsText: true,
  summary: 'the answer is the expected text, ignoring case, punctuation, articles and white space',
  prepare(given) {
    const form = parseOptions('normalised', options, given);
    return (answer, testCase) => {
      const wanted = expectedTexts(testCase.expected);
      if (!wanted) return { value: null, explanation: 'The case expects no text to compare with.' };
      const text = normalForm(answer.text, form);
      const right = wanted.some((expected) => normalForm(expected, form) === text);
      return {
        value: right ? 1 : 0,
        ...(!right && { explanation: `The answer is not ${JSON.stringify(wanted[0])}.` }),
      };
    };
  },
};
