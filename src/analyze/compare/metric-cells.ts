import type { ComparedMetric } from '../../contract/compared-metric.ts';
import { cellState, isAnswered, type ResultTable } from '../../contract/result-table.ts';
import { qualityOfCalls } from '../figures/quality-of-calls.ts';

/** How a metric is read from the table, and which way is good. */
export interface MetricRule {
  metric: ComparedMetric;
  scale: 'difference' | 'ratio';
  higherIsBetter: boolean;
  /** A share: bounded by 0 and 1. */
  isShare: boolean;
}

const rule = (
  metric: ComparedMetric,
  scale: MetricRule['scale'],
  isShare: boolean,
  higherIsBetter = false,
): MetricRule => ({ metric, scale, isShare, higherIsBetter });

export const metricRules: MetricRule[] = [
  rule('quality', 'difference', true, true),
  rule('error_rate', 'difference', true),
  rule('e2e_ms', 'ratio', false),
  rule('ttft_ms', 'ratio', false),
  rule('cost', 'ratio', false),
];

/** One number per cell, NaN where unknown. Times as logarithms: their ratios are what carries over from case to case. */
export function metricCells(table: ResultTable, metric: ComparedMetric): Float64Array {
  switch (metric) {
    case 'quality':
      return qualityOfCalls(table);
    case 'cost':
      return table.cost_nanousd;
    case 'error_rate':
      return errorCells(table);
    default:
      return logarithms(table, metric);
  }
}

function errorCells({ state }: ResultTable): Float64Array {
  const cells = new Float64Array(state.length);
  for (let cell = 0; cell < cells.length; cell++)
    cells[cell] =
      state[cell] === cellState.notMeasured ? Number.NaN : state[cell] === cellState.failed ? 1 : 0;
  return cells;
}

/** A call that failed has no latency: it stands in the error rate. */
function logarithms(table: ResultTable, metric: 'e2e_ms' | 'ttft_ms'): Float64Array {
  const column = table[metric];
  const cells = new Float64Array(column.length);
  for (let cell = 0; cell < cells.length; cell++) {
    const value = column[cell] as number;
    cells[cell] = isAnswered(table.state[cell]) && value > 0 ? Math.log(value) : Number.NaN;
  }
  return cells;
}
