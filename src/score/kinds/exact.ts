import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { expectedTexts } from '../expected-texts.ts';
import { parseOptions } from '../parse-options.ts';
import { lookalikesText, onlyLooks, textForm, type TextForm } from '../text-form.ts';

const options = z.strictObject({
  ignoreCase: z.boolean().default(false),
  trim: z.boolean().default(true),
  lookalikes: z.boolean().default(true).describe(lookalikesText),
});

const isSame = (a: string, b: string, how: TextForm) => textForm(a, how) === textForm(b, how);

/** The whole answer is the expected text; with a list, any one of them. */
export const exact: ScorerKind = {
  type: 'exact',
  version: 2,
  readsText: true,
  summary: 'the answer is the expected text, letter for letter',
  prepare(given) {
    const form = parseOptions('exact', options, given);
    return (answer, testCase) => {
      const wanted = expectedTexts(testCase.expected);
      if (!wanted) return { value: null, explanation: 'The case expects no text to compare with.' };
      if (wanted.some((expected) => isSame(expected, answer.text, form))) return { value: 1 };
      const isNear = wanted.some((expected) => isSame(expected, answer.text, { ...form, lookalikes: true }));
      return {
        value: 0,
        explanation: `The answer is not ${JSON.stringify(wanted[0])}${isNear ? onlyLooks : ''}.`,
      };
    };
  },
};
