import { z } from 'zod';
import type { ScoreContext, ScorerKind } from '../../contract/score.ts';
import { expectedTexts } from '../expected-texts.ts';
import { parsePython } from '../parse-python.ts';
import { pythonRepr } from '../python-value.ts';
import { parseOptions } from '../parse-options.ts';
import { lookalikesText, onlyLooks, textForm, type TextForm } from '../text-form.ts';

const options = z.strictObject({
  ignoreCase: z.boolean().default(false),
  trim: z.boolean().default(true),
  lookalikes: z.boolean().default(true).describe(lookalikesText),
});

const isSame = (a: string, b: string, how: TextForm) => textForm(a, how) === textForm(b, how);

/** A field whose value is no text, as Python writes it; a text in quotes, where it is no literal itself. */
function writtenForms(field: ScoreContext['field']): string[] {
  if (!field) return [];
  const { value } = field;
  return typeof value === 'string' && parsePython(value) !== null ? [] : [pythonRepr(value)];
}

/** The whole answer is the expected text; with a list, any one of them. */
export const exact: ScorerKind = {
  type: 'exact',
  version: 2,
  readsText: true,
  summary: 'the answer is exactly the expected text',
  prepare(given) {
    const form = parseOptions('exact', options, given);
    return (answer, testCase, context) => {
      const wanted = expectedTexts(testCase.expected);
      if (!wanted) return { value: null, explanation: 'The case expects no text to compare with.' };
      const given = [answer.text, ...writtenForms(context?.field)];
      if (wanted.some((expected) => given.some((text) => isSame(expected, text, form)))) return { value: 1 };
      const isNear = wanted.some((expected) => isSame(expected, answer.text, { ...form, lookalikes: true }));
      return {
        value: 0,
        explanation: `The answer is not ${JSON.stringify(wanted[0])}${isNear ? onlyLooks : ''}.`,
      };
    };
  },
};
