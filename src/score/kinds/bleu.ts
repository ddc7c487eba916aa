import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { bleuScore } from '../bleu-score.ts';
import { expectedTexts } from '../expected-texts.ts';
import { parseOptions } from '../parse-options.ts';
import { composed } from '../text-form.ts';

const options = z.strictObject({
  ignoreCase: z.boolean().default(false),
  tokenizer: z
    .enum(['13a', 'zh', 'char'], {
      error: '13a, zh (splits Chinese characters) or char (every character)',
    })
    .default('13a'),
});

/** All texts of a list are references at once, as BLEU means it. */
export const bleu: ScorerKind = {
  type: 'bleu',
  version: 2,
  readsText: true,
  summary: "sacreBLEU's sentence BLEU against one or several references",
  prepare(given) {
    const { ignoreCase, tokenizer } = parseOptions('bleu', options, given);
    const shape = (text: string) => (ignoreCase ? composed(text).toLowerCase() : composed(text));
    return (answer, testCase) => {
      const references = expectedTexts(testCase.expected)?.filter((text) => text.trim() !== '');
      if (!references?.length)
        return { value: null, explanation: 'The case expects no text to compare with.' };
      return { value: bleuScore(shape(answer.text), references.map(shape), tokenizer) };
    };
  },
};
