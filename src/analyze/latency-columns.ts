import type { Quantiles } from '../contract/analysis.ts';
import { latencyMetrics, type LatencyMetric, type Measurement } from '../contract/measurement.ts';
import { quantilesOf } from './quantiles.ts';
import { SortedColumn } from './sorted-column.ts';

/** Every latency of one target's answered samples, one column a metric. */
export class LatencyColumns {
  #columns = new Map<LatencyMetric, { values: SortedColumn; quantiles: Quantiles | null }>();

  add(measurement: Measurement): void {
    for (const metric of latencyMetrics) {
      const value = measurement[metric];
      if (value === null) continue;
      let column = this.#columns.get(metric);
      if (!column) {
        column = { values: new SortedColumn(), quantiles: null };
        this.#columns.set(metric, column);
      }
      column.values.push(value);
    }
  }

  /** Metrics without a value are left out. What did not change is not computed again. */
  summary(): Partial<Record<LatencyMetric, Quantiles>> {
    const result: Partial<Record<LatencyMetric, Quantiles>> = {};
    for (const metric of latencyMetrics) {
      const column = this.#columns.get(metric);
      if (!column) continue;
      if (column.quantiles?.n !== column.values.length) {
        column.quantiles = quantilesOf(column.values.sorted());
      }
      if (column.quantiles) result[metric] = column.quantiles;
    }
    return result;
  }
}
