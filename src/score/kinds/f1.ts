import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { bestReference } from '../best-reference.ts';
import { countsOf, overlap } from '../counts-of.ts';
import { normalForm } from '../normal-form.ts';
import { parseOptions } from '../parse-options.ts';
import { measures, precisionRecall } from '../precision-recall.ts';
import { splitWords } from '../split-words.ts';

const options = z.strictObject({
  measure: z.enum(measures).default('f1').describe('f1, precision or recall'),
  articles: z.boolean().default(true).describe('ignore a, an and the'),
});

const wordsOf = (text: string) => (text === '' ? [] : splitWords(text.split(' ')));

/** Words in common, as SQuAD counts them; with a list, the best of its texts. */
export const f1: ScorerKind = {
  type: 'f1',
  version: 2,
  readsText: true,
  summary: 'F1 of the words shared with the expected text, as in SQuAD',
  prepare(given) {
    const { measure, articles } = parseOptions('f1', options, given);
    const words = (text: string) => wordsOf(normalForm(text, { articles }));
    return (answer, testCase) =>
      bestReference(answer, testCase, (text, expected) => {
        const [ours, theirs] = [words(text), words(expected)];
        const shares = precisionRecall(overlap(countsOf(ours), countsOf(theirs)), ours.length, theirs.length);
        return { value: shares[measure], metadata: { ...shares } };
      });
  },
};
