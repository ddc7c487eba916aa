import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { bestReference } from '../best-reference.ts';
import { parseOptions } from '../parse-options.ts';
import { composed } from '../text-form.ts';
import { splitWords } from '../split-words.ts';

const options = z.strictObject({
  variant: z
    .enum(['1', '2', 'l'], { error: "'1' (words), '2' (pairs of words) or 'l' (longest common subsequence)" })
    .default('l'),
  beta: z.number().positive().default(1).describe('weight of recall relative to precision'),
});

/** Words as rouge-score cuts them, of every script; where a script puts no spaces, as `splitWords` does. */
const tokenizer = (text: string) =>
  splitWords(
    composed(text)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
  );
const whole = (text: string) => [text];

export const rouge: ScorerKind = {
  type: 'rouge',
  version: 2,
  readsText: true,
  summary: 'ROUGE-1, ROUGE-2 or ROUGE-L against the expected text',
  prepare(given) {
    const { variant, beta } = parseOptions('rouge', options, given);
    const settings = { beta, tokenizer };
    return async (answer, testCase) => {
      const { n, l } = await import('js-rouge');
      return bestReference(answer, testCase, (text, expected) => {
        const least = variant === '2' ? 2 : 1;
        if (tokenizer(expected).length < least) return null;
        if (tokenizer(text).length < least) return { value: 0 };
        if (variant === 'l') return { value: l(text, expected, { ...settings, segmenter: whole }) };
        return { value: n(text, expected, { ...settings, n: Number(variant) }) };
      });
    };
  },
};
