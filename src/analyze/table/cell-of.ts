import type { ResultTable } from '../../contract/result-table.ts';

/** Row of a cell in every column. */
export function cellOf(table: ResultTable, target: number, place: number, repeat: number): number {
  return (target * table.cases.length + place) * table.repeats + repeat;
}
