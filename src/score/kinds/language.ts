import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { expectedTexts } from '../expected-texts.ts';
import { parseOptions } from '../parse-options.ts';

const code = z.string().regex(/^[a-z]{2}$/, 'a two-letter language code (ISO 639-1), e.g. de');
const options = z.strictObject({
  any: z
    .union([code, z.array(code).min(1)])
    .optional()
    .describe('allowed languages; default: `expected`'),
});

/** In shorter texts letters say too little. */
const minLetters = 12;
/** Code is in no language. */
const withoutCode = (text: string) => text.replace(/```[\s\S]*?(?:```|$)/g, ' ');

export const language: ScorerKind = {
  type: 'language',
  readsText: true,
  summary: 'the answer is written in a given language',
  prepare(given) {
    const { any } = parseOptions('language', options, given);
    return async (answer, testCase) => {
      const wanted = expectedTexts(any ?? testCase.expected)?.map((text) => text.toLowerCase());
      if (!wanted?.every((text) => code.safeParse(text).success))
        return { value: null, explanation: 'The case expects no language (ISO 639-1, two letters).' };
      const text = withoutCode(answer.text);
      if ((text.match(/\p{L}/gu)?.length ?? 0) < minLetters)
        return { value: null, explanation: 'The answer is too short to detect its language.' };
      const { eld } = await import('eld/small');
      const found = eld.detect(text).language;
      if (found === '') return { value: null, explanation: 'The language of the answer is not clear.' };
      const right = wanted.includes(found);
      return {
        value: right ? 1 : 0,
        label: found,
        ...(!right && { explanation: `The answer is in ${found}, not in ${wanted.join(' or ')}.` }),
      };
    };
  },
};
