/** Each target as one for each host, service tier, region or effort that served it: each has the cells it served, so that pairs stay paired by case. */
import { partLabel, type ServedSplit } from '../../contract/served-split.ts';
import {
  cellState,
  isAnswered,
  tableColumns,
  type ResultTable,
  type TableTarget,
} from '../../contract/result-table.ts';
import type { TargetPart } from '../../contract/target-part.ts';
import { pickTargets } from './pick-targets.ts';

interface Part {
  target: number;
  /** Place of the value among the names of the table; `null`: all calls of the target are in it. */
  place: number | null;
  value: string;
  calls: number;
  answered: number;
  cases: number;
}

/** By value, the largest first. */
function countParts(
  { cases, repeats, state, served }: ResultTable,
  target: number,
  by: ServedSplit,
): (Part & { place: number })[] {
  const { names, of } = served[by];
  const parts = new Map<number, Part & { place: number }>();
  const lastCase = new Map<number, number>();
  for (let c = 0; c < cases.length; c++) {
    const from = (target * cases.length + c) * repeats;
    for (let cell = from; cell < from + repeats; cell++) {
      if (state[cell] === cellState.notMeasured) continue;
      const place = of[cell] as number;
      const value = names[place] as string;
      const part = parts.get(place) ?? { target, place, value, calls: 0, answered: 0, cases: 0 };
      parts.set(place, part);
      part.calls++;
      if (isAnswered(state[cell])) part.answered++;
      if (lastCase.get(place) !== c) part.cases++;
      lastCase.set(place, c);
    }
  }
  return [...parts.values()].sort((a, b) => b.calls - a.calls || a.place - b.place);
}

/**
 * A call that failed often does not say who served it. Where all that say it say the same, it is of that part; where they differ, it may be
 * of any, and is in none.
 */
function partsOf(table: ResultTable, target: number, by: ServedSplit): { parts: Part[]; calls: number } {
  const counted = countParts(table, target, by);
  const calls = counted.reduce((sum, part) => sum + part.calls, 0);
  const kept = counted.filter(({ value, answered }) => value !== '' || answered > 0);
  const value = kept[0]?.value ?? '';
  const { cases, repeats, state } = table;
  const isAsked = (_: unknown, c: number) => {
    const from = (target * cases.length + c) * repeats;
    return state.subarray(from, from + repeats).some((one) => one !== cellState.notMeasured);
  };
  if (kept.length > 1) return { parts: kept, calls };
  const whole = { target, place: null, value, calls, answered: 0, cases: cases.filter(isAsked).length };
  return { parts: [whole], calls };
}

function targetOf(
  table: ResultTable,
  { target, value, calls, cases }: Part,
  by: ServedSplit,
  of: Pick<TargetPart, 'whole_calls' | 'left_out'>,
): TableTarget {
  const whole = table.targets[target] as TableTarget;
  const { id, label } = whole;
  return {
    ...whole,
    id: `${id} ${by}=${value}`,
    label: partLabel(label, by, value),
    part: { by, value, of: id, label, calls, ...of, cases },
  };
}

/** What another served was not measured in a part. */
export function splitTargets(table: ResultTable, by: ServedSplit): ResultTable {
  const parts = table.targets.flatMap((_, target) => {
    const { parts: own, calls } = partsOf(table, target, by);
    const left = calls - own.reduce((sum, part) => sum + part.calls, 0);
    return own.map((part) => ({
      part,
      target: targetOf(table, part, by, { whole_calls: calls, left_out: left }),
    }));
  });
  const split = pickTargets(
    table,
    parts.map(({ part }) => part.target),
  );
  const width = table.cases.length * table.repeats;
  parts.forEach(({ part }, t) => {
    if (part.place === null) return;
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
