/** Tables of results for the tests of statistics: what each target does in each case and repeat is given by a function. */
import { cellState, emptyTable, type ResultTable, type TableCase } from '../../src/contract/result-table.ts';

export interface MadeUpCell {
  quality?: number;
  correct?: number;
  e2e_ms?: number;
  ttft_ms?: number;
  cost_nanousd?: number;
  failed?: boolean;
}

export function madeUpTable(
  shape: { targets: string[]; cases: number; repeats?: number; case?: (index: number) => Partial<TableCase> },
  cell: (target: number, index: number, repeat: number) => MadeUpCell | null,
): ResultTable {
  const table = emptyTable({
    targets: shape.targets.map((label) => ({ id: `id-${label}`, label, run_id: 'run', suite_hash: 'hash' })),
    cases: Array.from({ length: shape.cases }, (_, index) => ({
      id: `case-${index}`,
      index,
      cluster: '',
      category: '',
      tags: [],
      ...shape.case?.(index),
    })),
    repeats: shape.repeats ?? 1,
  });
  let row = 0;
  for (let target = 0; target < shape.targets.length; target++)
    for (let index = 0; index < shape.cases; index++)
      for (let repeat = 0; repeat < table.repeats; repeat++, row++) {
        const given = cell(target, index, repeat);
        if (!given) continue;
        const { failed, ...numbers } = given;
        table.state[row] = failed ? cellState.failed : cellState.answered;
        for (const [name, value] of Object.entries(numbers))
          table[name as 'quality'][row] = value ?? Number.NaN;
      }
  return table;
}
