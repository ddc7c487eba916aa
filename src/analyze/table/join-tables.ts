import { emptyTable, tableColumns, type ResultTable, type TableCase } from '../../contract/result-table.ts';
import { cellOf } from './cell-of.ts';

/**
 * Several runs as one: the targets one after the other, the cases all that any run has, matched by id. What a run has no case
 * for was not measured there. A case is told of as in the first run that has it, its index too.
 */
export function joinTables(tables: ResultTable[]): ResultTable {
  const [only] = tables;
  if (only && tables.length === 1) return only;
  const places = new Map<string, number>();
  const cases: TableCase[] = [];
  for (const item of tables.flatMap((table) => table.cases)) {
    if (places.has(item.id)) continue;
    places.set(item.id, cases.length);
    cases.push(item);
  }
  const joined = emptyTable({
    targets: tables.flatMap((table) => table.targets),
    cases,
    repeats: tables.reduce((most, table) => Math.max(most, table.repeats), 0),
  });
  let before = 0;
  for (const table of tables) {
    const { repeats } = table;
    for (let target = 0; target < table.targets.length; target++)
      for (let place = 0; place < table.cases.length; place++) {
        const from = cellOf(table, target, place, 0);
        const to = cellOf(
          joined,
          before + target,
          places.get((table.cases[place] as TableCase).id) as number,
          0,
        );
        joined.state.set(table.state.subarray(from, from + repeats), to);
        for (const name of tableColumns) joined[name].set(table[name].subarray(from, from + repeats), to);
      }
    before += table.targets.length;
  }
  return joined;
}
