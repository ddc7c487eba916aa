import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  unit: z.enum(['characters', 'words', 'sentences', 'lines', 'tokens']).default('words'),
  min: z.number().int().nonnegative().optional(),
  max: z.number().int().nonnegative().optional(),
});

const segmenters = {
  characters: new Intl.Segmenter('en', { granularity: 'grapheme' }),
  words: new Intl.Segmenter('en', { granularity: 'word' }),
  sentences: new Intl.Segmenter('en', { granularity: 'sentence' }),
};

function count(text: string, unit: keyof typeof segmenters | 'lines'): number {
  if (unit === 'lines') return text.trim() === '' ? 0 : text.trim().split('\n').length;
  let n = 0;
  for (const { isWordLike, segment } of segmenters[unit].segment(text))
    if (unit === 'words' ? isWordLike : unit === 'characters' || segment.trim() !== '') n++;
  return n;
}

/** Words and sentences as Unicode cuts them; tokens as the provider counted the output, else as counted here. */
export const length: ScorerKind = {
  type: 'length',
  readsText: true,
  summary: 'the length of the answer is within limits, in words, characters, sentences, lines or tokens',
  prepare(given) {
    const { unit, min = 0, max = Number.POSITIVE_INFINITY } = parseOptions('length', options, given);
    return (answer, _case, context) => {
      const tokens = context?.measurement?.output_tokens ?? context?.measurement?.local_tokens ?? null;
      const n = unit === 'tokens' ? tokens : count(answer.text, unit);
      if (n === null) return { value: null, explanation: 'The number of tokens is unknown.' };
      const right = n >= min && n <= max;
      const limit = n < min ? `at least ${min}` : `at most ${max}`;
      return {
        value: right ? 1 : 0,
        label: `${n} ${unit}`,
        metadata: { [unit]: n },
        ...(!right && { explanation: `The answer has ${n} ${unit}, required: ${limit}.` }),
      };
    };
  },
};
