import type { History } from '../../../../src/contract/history.ts';
import type { HistoryLine } from '../../../../src/view/charts/history-option.ts';
import { cutLabels } from '../../../../src/view/label-tails.ts';
import { lookAt, type Scheme } from '../../../../src/view/target-look.ts';
import { lineName } from '../../../../src/view/words/history-words.ts';

/** A colour for each target; its further lines, as of other versions of a suite, are dashed. */
export function historyLines({ series }: History, scheme: Scheme): HistoryLine[] {
  const keys = [...new Set(series.map(({ target_key: key }) => key))];
  const cuts = cutLabels(series.map(({ label }) => label));
  const seen = new Set<string>();
  return series.map((each, i) => {
    const dashed = seen.has(each.target_key);
    seen.add(each.target_key);
    const cut = cuts[i];
    const look = { ...lookAt(keys.indexOf(each.target_key), scheme), ...(cut && { cut }) };
    return { name: `${each.label}, ${lineName(each)}`, look, dashed, series: each };
  });
}
