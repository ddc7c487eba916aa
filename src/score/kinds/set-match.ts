import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { findItems } from '../find-items.ts';
import { normalForm } from '../normal-form.ts';
import { parseOptions } from '../parse-options.ts';
import { measures, precisionRecall } from '../precision-recall.ts';

const options = z.strictObject({
  measure: z.enum([...measures, 'jaccard', 'exact']).default('f1'),
  separator: z.string().min(1).optional().describe('between items; default: bullets, lines or commas'),
});

const listed = (items: string[]) => items.slice(0, 5).join(', ');

/** Items compared in normal form; an item named twice counts once. `expected` is a list. */
export const setMatch: ScorerKind = {
  type: 'set-match',
  version: 2,
  readsText: true,
  summary: 'the items listed in the answer are the expected ones, in any order',
  prepare(given) {
    const { measure, separator } = parseOptions('set-match', options, given);
    return (answer, testCase) => {
      if (!Array.isArray(testCase.expected))
        return { value: null, explanation: 'The case expects no list of items.' };
      const wanted = new Map(testCase.expected.map((item) => [normalForm(String(item)), String(item)]));
      const ours = new Map(findItems(answer.text, separator).map((item) => [normalForm(item), item]));
      const common = [...ours.keys()].filter((item) => wanted.has(item)).length;
      const shares = precisionRecall(common, ours.size, wanted.size);
      const union = ours.size + wanted.size - common;
      const jaccard = union === 0 ? 1 : common / union;
      const exact = common === union ? 1 : 0;
      const missing = [...wanted].flatMap(([key, item]) => (ours.has(key) ? [] : [item]));
      const extra = [...ours].flatMap(([key, item]) => (wanted.has(key) ? [] : [item]));
      const words = [
        ...(missing.length > 0 ? [`Missing: ${listed(missing)}.`] : []),
        ...(extra.length > 0 ? [`Not expected: ${listed(extra)}.`] : []),
      ];
      return {
        value: { ...shares, jaccard, exact }[measure],
        metadata: { ...shares, jaccard },
        ...(words.length > 0 && { explanation: words.join(' ') }),
      };
    };
  },
};
