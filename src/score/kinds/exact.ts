import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { expectedTexts } from '../expected-texts.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  ignoreCase: z.boolean().default(false),
  trim: z.boolean().default(true),
});

/** The whole answer is the expected text; with a list, any one of them. */
export const exact: ScorerKind = {
  type: 'exact',
  summary: 'the answer is the expected text, letter for letter',
  prepare(given) {
    const { ignoreCase, trim } = parseOptions('exact', options, given);
    const shape = (text: string) => {
      const kept = trim ? text.trim() : text;
      return ignoreCase ? kept.toLowerCase() : kept;
    };
    return (answer, testCase) => {
      const wanted = expectedTexts(testCase.expected);
      if (!wanted) return { value: null, explanation: 'The case expects no text to compare with.' };
      const text = shape(answer.text);
      const right = wanted.some((expected) => shape(expected) === text);
      return {
        value: right ? 1 : 0,
        ...(!right && { explanation: `The answer is not ${JSON.stringify(wanted[0])}.` }),
      };
    };
  },
};
