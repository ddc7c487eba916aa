import { isAnswered, type ResultTable, type TableColumn } from '../../contract/result-table.ts';

/** Known numbers of a column among a target's answers, in the order of its cells. */
export function answeredValues(table: ResultTable, target: number, name: TableColumn): Float64Array {
  const { cases, repeats, state } = table;
  const column = table[name];
  const size = cases.length * repeats;
  const values = new Float64Array(size);
  let n = 0;
  for (let cell = target * size; cell < (target + 1) * size; cell++) {
    const value = column[cell] as number;
    if (isAnswered(state[cell]) && !Number.isNaN(value)) values[n++] = value;
  }
  return values.subarray(0, n);
}
