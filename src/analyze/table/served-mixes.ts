import { cellState, type ResultTable } from '../../contract/result-table.ts';
import type { ServedCounts } from '../../contract/served-mix.ts';
import type { ServedSplit } from '../../contract/served-split.ts';

/** Name → cells of a target from one row to another. What is unknown or was not measured is left out. */
function countsOf(
  { served, state }: ResultTable,
  split: ServedSplit,
  [from, to]: [number, number],
): Record<string, number> {
  const { names, of } = served[split];
  // the first is what is unknown: none is known
  if (names.length === 1) return {};
  const counts = new Uint32Array(names.length);
  for (let cell = from; cell < to; cell++) {
    if (state[cell] === cellState.notMeasured) continue;
    const place = of[cell] as number;
    counts[place] = (counts[place] as number) + 1;
  }
  return Object.fromEntries(
    names.flatMap((name, place) => (name && counts[place] ? [[name, counts[place]]] : [])),
  );
}

/** Who served each target, in the order of the table. */
export function servedMixes(table: ResultTable): ServedCounts[] {
  const width = table.cases.length * table.repeats;
  return table.targets.map((_, target) => {
    const cells: [number, number] = [target * width, (target + 1) * width];
    return {
      served_by: countsOf(table, 'host', cells),
      service_tiers: countsOf(table, 'tier', cells),
      regions: countsOf(table, 'region', cells),
      efforts: countsOf(table, 'effort', cells),
    };
  });
}

/** The same of those alone whose figures are of a mixture; `null` for any other. */
export const mixedTargets = (table: ResultTable): (ServedCounts | null)[] =>
  servedMixes(table).map((mix) =>
    Object.values(mix).some((counts) => Object.keys(counts).length > 1) ? mix : null,
  );
