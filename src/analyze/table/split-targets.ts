/** Each target as one for each host, service tier, region or effort that served it: each has the cells it served, so that pairs stay paired by case. */
import { partLabel, type ServedSplit } from '../../contract/served-split.ts';
import { cellState, tableColumns, type ResultTable, type TableTarget } from '../../contract/result-table.ts';
import type { TargetPart } from '../../contract/target-part.ts';
import { pickTargets } from './pick-targets.ts';

interface Part {
  target: number;
  /** Place of the value among the names of the table. */
  place: number;
  calls: number;
  cases: number;
}

/** The largest first. A target of which nothing was measured is one part of unknown value. */
function partsOf({ cases, repeats, state, served }: ResultTable, target: number, by: ServedSplit): Part[] {
  const parts = new Map<number, Part>();
  const lastCase = new Map<number, number>();
  for (let c = 0; c < cases.length; c++) {
    const from = (target * cases.length + c) * repeats;
    for (let cell = from; cell < from + repeats; cell++) {
      if (state[cell] === cellState.notMeasured) continue;
      const place = served[by].of[cell] as number;
      const part = parts.get(place) ?? { target, place, calls: 0, cases: 0 };
      parts.set(place, part);
      part.calls++;
      if (lastCase.get(place) !== c) part.cases++;
      lastCase.set(place, c);
    }
  }
  const found = [...parts.values()].sort((a, b) => b.calls - a.calls || a.place - b.place);
  return found.length > 0 ? found : [{ target, place: 0, calls: 0, cases: 0 }];
}

function targetOf(table: ResultTable, part: Part, by: ServedSplit, wholeCalls: number): TableTarget {
  const whole = table.targets[part.target] as TableTarget;
  const value = table.served[by].names[part.place] as string;
  const { calls, cases } = part;
  const { id, label } = whole;
  return {
    ...whole,
    id: `${id} ${by}=${value}`,
    label: partLabel(label, by, value),
    part: { by, value, of: id, label, calls, whole_calls: wholeCalls, cases } satisfies TargetPart,
  };
}

/** What another served was not measured in a part. */
export function splitTargets(table: ResultTable, by: ServedSplit): ResultTable {
  const parts = table.targets.flatMap((_, target) => {
    const own = partsOf(table, target, by);
    const calls = own.reduce((sum, part) => sum + part.calls, 0);
    return own.map((part) => ({ part, target: targetOf(table, part, by, calls) }));
  });
  const split = pickTargets(
    table,
    parts.map(({ part }) => part.target),
  );
  const width = table.cases.length * table.repeats;
  parts.forEach(({ part }, t) => {
    for (let cell = t * width; cell < (t + 1) * width; cell++) {
      if (split.served[by].of[cell] === part.place || split.state[cell] === cellState.notMeasured) continue;
      split.state[cell] = cellState.notMeasured;
      for (const name of tableColumns) split[name][cell] = Number.NaN;
    }
  });
  return { ...split, targets: parts.map(({ target }) => target) };
}

/** Places of the parts of a whole target, the largest first; of a target that is not split, its own. */
export const placesOf = (targets: readonly TableTarget[], wholeId: string): number[] =>
  targets.flatMap(({ id, part }, place) => ((part?.of ?? id) === wholeId ? [place] : []));
