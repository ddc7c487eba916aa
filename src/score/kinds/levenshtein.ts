import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { bestReference } from '../best-reference.ts';
import { parseOptions } from '../parse-options.ts';
import { textForm } from '../text-form.ts';

const options = z.strictObject({
  ignoreCase: z.boolean().default(false),
  trim: z.boolean().default(true),
  maxEdits: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('scores 1 for at most this many edits, else 0; default: 1 − edits / length'),
});

/** 1 − edits / length of the longer text, in UTF-16 units; two empty texts are equal. */
export const levenshtein: ScorerKind = {
  type: 'levenshtein',
  version: 2,
  readsText: true,
  summary: 'similarity to the expected text, by edit distance',
  prepare(given) {
    const { maxEdits, ...form } = parseOptions('levenshtein', options, given);
    const shape = (text: string) => textForm(text, { ...form, lookalikes: false });
    return (answer, testCase) =>
      bestReference(answer, testCase, (given, expected) => {
        const [text, wanted] = [shape(given), shape(expected)];
        const longest = Math.max(text.length, wanted.length);
        if (longest === 0) return { value: 1 };
        const edits = distance(text, wanted);
        if (maxEdits === undefined) return { value: 1 - edits / longest, metadata: { edits } };
        const explanation = `The edit distance to the expected text is ${edits}, more than ${maxEdits}.`;
        const isNear = edits <= maxEdits;
        return { value: Number(isNear), metadata: { edits }, ...(!isNear && { explanation }) };
      });
  },
};
