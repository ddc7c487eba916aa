import { ownValue } from '../../base/own-value.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultTable } from '../../contract/result-table.ts';

/**
 * Weight of a case so that categories count as in the user's mix; without one every case counts 1. The mean weight is 1.
 * Throws `usage` on a category the suite does not have, or a mix that is all 0.
 */
export function mixWeights(
  { cases }: Pick<ResultTable, 'cases'>,
  mix: Record<string, number> | null,
): (category: string) => number {
  if (!mix) return () => 1;
  const counts = new Map<string, number>();
  for (const { category } of cases) counts.set(category, (counts.get(category) ?? 0) + 1);
  const unknown = Object.keys(mix).find((category) => !counts.has(category));
  if (unknown !== undefined)
    throw new AssayError('usage', `the mix names the category "${unknown}", which no case has`, {
      remedy: `Categories: ${[...counts.keys()].map((name) => name || "''").join(', ')}.`,
    });
  const total = Object.values(mix).reduce((sum, part) => sum + part, 0);
  if (total === 0) throw new AssayError('usage', 'the mix has no category above 0');
  return (category) =>
    ((ownValue(mix, category) ?? 0) / total) * (cases.length / (counts.get(category) ?? 1));
}
