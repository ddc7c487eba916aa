import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { expectedTexts } from '../expected-texts.ts';
import { parseOptions } from '../parse-options.ts';
import { lookalikesText, onlyLooks, textForm } from '../text-form.ts';

const texts = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)], {
  error: 'a non-empty text, or a list of them',
});
const options = z.strictObject({
  any: texts.optional(),
  all: texts.optional(),
  none: texts.optional(),
  ignoreCase: z.boolean().default(true),
  lookalikes: z.boolean().default(true).describe(lookalikesText),
});

const list = (value: string | string[] | undefined) =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** Without `any`, `all` or `none` the answer must hold every expected text. */
export const contains: ScorerKind = {
  type: 'contains',
  version: 2,
  readsText: true,
  summary: 'the answer contains given texts: any, all, none of them',
  prepare(given) {
    const { any, all, none, ...form } = parseOptions('contains', options, given);
    const byOptions = any !== undefined || all !== undefined || none !== undefined;
    const shape = (text: string) => textForm(text, form);
    const plain = (text: string) => textForm(text, { ...form, lookalikes: true });
    return (answer, testCase) => {
      const required = byOptions ? list(all) : expectedTexts(testCase.expected);
      if (!required) return { value: null, explanation: 'The case expects no text to look for.' };
      const text = shape(answer.text);
      const has = (part: string) => text.includes(shape(part));
      const missing = required.find((part) => !has(part));
      if (missing !== undefined) {
        const isNear = !form.lookalikes && plain(answer.text).includes(plain(missing));
        return {
          value: 0,
          explanation: `${JSON.stringify(missing)} is not in the answer${isNear ? onlyLooks : ''}.`,
        };
      }
      const forbidden = list(none).find(has);
      if (forbidden !== undefined)
        return { value: 0, explanation: `${JSON.stringify(forbidden)} is in the answer.` };
      const found = list(any).find(has);
      if (any !== undefined && found === undefined) {
        return { value: 0, explanation: `None of ${JSON.stringify(list(any))} is in the answer.` };
      }
      return { value: 1, ...(found !== undefined && { label: found }) };
    };
  },
};
