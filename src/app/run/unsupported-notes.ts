/** Cases whose scorers would find nothing to hold the answer against: told before money is spent. */
import type { Suite } from '../../contract/suite.ts';
import { formatCount, formatCounted } from '../../view/format.ts';
import { missingExpected } from '../../score/missing-expected.ts';

const shown = 3;

/** One sentence for each scorer that some cases give nothing. */
export async function unsupportedNotes({ cases }: Pick<Suite, 'cases'>): Promise<string[]> {
  return (await missingExpected(cases)).map(({ scorer, cases: all, missing, says }) => {
    const ids = missing.slice(0, shown).map((index) => cases[index]?.id ?? '');
    const more = missing.length > shown ? ', …' : '';
    return `${formatCount(missing.length)} of ${formatCounted(all, 'case')} cannot be scored by ${scorer} (${ids.join(', ')}${more}): ${says}`;
  });
}
