import type { LabelList } from '../../contract/label.ts';

/** What is asked where no criterion was named: there is nothing to add to "better". */
const plainPair = 'better';

/** What a person is asked of an answer, or of two: the same in the terminal and on the page. */
export function labelQuestion({
  criterion,
  question,
  items,
}: Pick<LabelList, 'criterion' | 'question' | 'items'>): string {
  const isPair = items.some(({ other_sample_id }) => other_sample_id !== null);
  if (isPair) return criterion === plainPair ? 'Which is better?' : `Which is better (${criterion})?`;
  const asked = question || criterion;
  return /[.:!?]$/.test(asked) ? asked : `${asked}?`;
}
