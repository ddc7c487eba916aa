import { cellOf } from '../../src/analyze/table/cell-of.ts';
import {
  cellStateOf,
  emptyTable,
  tableColumns,
  type ResultTable,
  type TableCase,
} from '../../src/contract/result-table.ts';
import { servedFields, servedSplits } from '../../src/contract/served-split.ts';
import type { Run } from '../../src/contract/run.ts';
import type { RetriedAttempt, Sample } from '../../src/contract/sample.ts';

type CostOfRetry = Pick<RetriedAttempt, 'sample_id' | 'cost_nanousd'>;

/** What a store's table of a run must be, from its rows in any order. Warm-up, and what was given up or never sent, has no cell. */
export function tableOfRows(
  { run_id, suite_hash, targets }: Pick<Run, 'run_id' | 'suite_hash' | 'targets'>,
  cases: TableCase[],
  samples: Sample[],
  retried: CostOfRetry[] = [],
): ResultTable {
  const counted = samples.filter(
    ({ is_warmup, outcome }) => !is_warmup && outcome !== 'dropped' && outcome !== 'cancelled',
  );
  const table = emptyTable({
    targets: targets.map(({ id, label, usd_per_hour }) => ({
      id,
      label,
      run_id,
      suite_hash,
      ...(usd_per_hour !== undefined && { by_hour: true as const }),
    })),
    cases,
    repeats: counted.reduce((most, { repeat }) => Math.max(most, repeat + 1), 0),
  });
  const targetPlaces = new Map(targets.map(({ id }, place) => [id, place]));
  const casePlaces = new Map(cases.map(({ index }, place) => [index, place]));
  const retryCosts = new Map<string, number>();
  for (const { sample_id, cost_nanousd } of retried)
    retryCosts.set(sample_id, (retryCosts.get(sample_id) ?? 0) + (cost_nanousd ?? 0));
  for (const split of servedSplits) {
    const said = samples.filter(({ is_warmup }) => !is_warmup).map((sample) => sample[servedFields[split]]);
    table.served[split].names = ['', ...[...new Set(said.filter(Boolean))].sort()];
  }
  for (const sample of counted) {
    const target = targetPlaces.get(sample.target_id);
    const place = casePlaces.get(sample.case_index);
    if (target === undefined || place === undefined) continue;
    const cell = cellOf(table, target, place, sample.repeat);
    table.state[cell] = cellStateOf(sample.outcome);
    for (const name of tableColumns) table[name][cell] = Number(sample[name] ?? Number.NaN);
    for (const split of servedSplits) {
      const { names, of } = table.served[split];
      of[cell] = names.indexOf(sample[servedFields[split]]);
    }
    table.cost_nanousd[cell] = (table.cost_nanousd[cell] as number) + (retryCosts.get(sample.sample_id) ?? 0);
  }
  return table;
}
