import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { commonSequence } from '../common-sequence.ts';
import { findItems } from '../find-items.ts';
import { normalForm } from '../normal-form.ts';
import { parseOptions } from '../parse-options.ts';
import { precisionRecall } from '../precision-recall.ts';

const options = z.strictObject({
  separator: z.string().min(1).optional().describe('between items; default: bullets, lines or commas'),
});

/** An answer that lists more is cut here: nobody expects so many. */
const maxItems = 2000;

/** F1 of the longest common sequence: an item left out, added or out of place costs its share. */
export const listMatch: ScorerKind = {
  type: 'list-match',
  version: 2,
  readsText: true,
  summary: 'the items listed in the answer are the expected ones, in the expected order',
  prepare(given) {
    const { separator } = parseOptions('list-match', options, given);
    return (answer, testCase) => {
      if (!Array.isArray(testCase.expected))
        return { value: null, explanation: 'The case expects no list of items.' };
      const wanted = testCase.expected.map((item) => normalForm(String(item)));
      const found = findItems(answer.text, separator).map((item) => normalForm(item));
      const common = commonSequence(found.slice(0, maxItems), wanted);
      const { f1 } = precisionRecall(common, found.length, wanted.length);
      return {
        value: f1,
        metadata: { in_order: common, found: found.length, expected: wanted.length },
        ...(f1 < 1 && {
          explanation: `${common} of ${wanted.length} expected items are in order; the answer lists ${found.length}.`,
        }),
      };
    };
  },
};
