import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { bestReference } from '../best-reference.ts';
import { chrfScore } from '../chrf-score.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  wordOrder: z.number().int().min(0).max(4).default(0).describe('max word n-gram: 0 is chrF, 2 is chrF++'),
});

export const chrf: ScorerKind = {
  type: 'chrf',
  version: 2,
  readsText: true,
  summary: "sacreBLEU's chrF (or chrF++) against the expected text",
  prepare(given) {
    const { wordOrder } = parseOptions('chrf', options, given);
    return (answer, testCase) =>
      bestReference(answer, testCase, (text, expected) =>
        expected.trim() === '' ? null : { value: chrfScore(text, expected, wordOrder) },
      );
  },
};
