import { emptyTable, tableColumns, type ResultTable, type TableCase } from '../../contract/result-table.ts';
import { servedSplits, type ServedSplit } from '../../contract/served-split.ts';
import { cellOf } from './cell-of.ts';

/** Gives names of one table their places among those of the joined one. */
function placesIn(joined: ResultTable, table: ResultTable, split: ServedSplit): number[] {
  const { names } = joined.served[split];
  return table.served[split].names.map((name) => {
    const known = names.indexOf(name);
    return known >= 0 ? known : names.push(name) - 1;
  });
}

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
    const served = servedSplits.map((split) => ({
      from: table.served[split].of,
      into: joined.served[split].of,
      places: placesIn(joined, table, split),
    }));
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
        for (const { from: of, into, places: at } of served)
          for (let i = 0; i < repeats; i++) into[to + i] = at[of[from + i] as number] as number;
      }
    before += table.targets.length;
  }
  return joined;
}
