import { recordOf } from '../../base/typed-keys.ts';
import {
  columnOf,
  placesOf,
  statesOf,
  tableColumns,
  type ResultTable,
  type TableTarget,
} from '../../contract/result-table.ts';
import { servedSplits } from '../../contract/served-split.ts';

/** The table with only the targets at these places, in this order. */
export function pickTargets(table: ResultTable, places: readonly number[]): ResultTable {
  const width = table.cases.length * table.repeats;
  function pick<Column extends Float64Array | Uint8Array | Uint16Array>(
    column: Column,
    into: Column,
  ): Column {
    places.forEach((place, i) => into.set(column.subarray(place * width, (place + 1) * width), i * width));
    return into;
  }
  const length = places.length * width;
  const columns = recordOf(tableColumns, (name) => pick(table[name], columnOf(length)));
  return {
    targets: places.map((place) => table.targets[place] as TableTarget),
    cases: table.cases,
    repeats: table.repeats,
    ...columns,
    state: pick(table.state, statesOf(length)),
    served: recordOf(servedSplits, (split) => ({
      names: table.served[split].names,
      of: pick(table.served[split].of, placesOf(length)),
    })),
  };
}
