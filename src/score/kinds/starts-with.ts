import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { expectedTexts } from '../expected-texts.ts';
import { parseOptions } from '../parse-options.ts';
import { lookalikesText, textForm } from '../text-form.ts';

const options = z.strictObject({
  any: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)], { error: 'a text or a list of texts' })
    .optional()
    .describe('allowed beginnings; default: `expected`'),
  ignoreCase: z.boolean().default(true),
  lookalikes: z.boolean().default(true).describe(lookalikesText),
  trim: z.boolean().default(true).describe('ignore white space before the answer'),
});

export const startsWith: ScorerKind = {
  type: 'starts-with',
  version: 2,
  readsText: true,
  summary: 'the answer begins with a given text',
  prepare(given) {
    const { any, trim, ...form } = parseOptions('starts-with', options, given);
    const shape = (text: string) => textForm(trim ? text.trimStart() : text, form);
    return (answer, testCase) => {
      const beginnings = expectedTexts(any ?? testCase.expected)?.filter((text) => text !== '');
      if (!beginnings?.length) return { value: null, explanation: 'The case expects no beginning.' };
      const text = shape(answer.text);
      const found = beginnings.find((beginning) => text.startsWith(shape(beginning)));
      if (found !== undefined) return { value: 1, label: found };
      return { value: 0, explanation: `The answer does not begin with ${JSON.stringify(beginnings[0])}.` };
    };
  },
};
