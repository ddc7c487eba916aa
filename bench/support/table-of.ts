import {
  cellState,
  emptyTable,
  type ResultTable,
  type TableColumn,
} from '../../src/contract/result-table.ts';

/** A recorded result of another tool. */
export interface RecordedResult extends Partial<Record<TableColumn, number>> {
  target: string;
  case: string;
  cluster?: string;
}

/** Recorded results as a table of ours; the repeats of a case are in the order they come. */
export function tableOf(results: readonly RecordedResult[], runId = 'recorded'): ResultTable {
  const targets = [...new Set(results.map((result) => result.target))];
  const clusters = new Map(results.map((result) => [result.case, result.cluster ?? '']));
  const cases = [...clusters.keys()];
  const targetPlaces = new Map(targets.map((id, place) => [id, place]));
  const casePlaces = new Map(cases.map((id, place) => [id, place]));
  const repeats = new Map<string, number>();
  const placed = results.map((result) => {
    const key = JSON.stringify([result.target, result.case]);
    const repeat = repeats.get(key) ?? 0;
    repeats.set(key, repeat + 1);
    return { result, repeat };
  });
  const table = emptyTable({
    targets: targets.map((id) => ({ id, label: id, run_id: runId, suite_hash: 'recorded' })),
    cases: cases.map((id, index) => ({ id, index, cluster: clusters.get(id) ?? '', category: '', tags: [] })),
    repeats: Math.max(...repeats.values()),
  });
  for (const { result, repeat } of placed) {
    const { target, case: id, cluster: _cluster, ...numbers } = result;
    const row =
      ((targetPlaces.get(target) as number) * cases.length + (casePlaces.get(id) as number)) * table.repeats +
      repeat;
    table.state[row] = cellState.answered;
    for (const [name, value] of Object.entries(numbers)) table[name as TableColumn][row] = value;
  }
  return table;
}
