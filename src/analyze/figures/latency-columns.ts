import type { Quantiles } from '../../contract/analysis.ts';
import type { Measurement } from '../../contract/measurement.ts';
import { latencyMetrics, type LatencyMetric } from '../../contract/measured-fields.ts';
import { quantilesOf } from './quantiles.ts';
import { SortedColumn } from './sorted-column.ts';

/** Every latency of one target's answered samples, one column a metric. */
export class LatencyColumns {
  /** Clusters with an answer: repeats of a case are not independent of each other. */
  #clusters = new Set<number>();
  #columns = new Map<LatencyMetric, { values: SortedColumn; groups: number; quantiles: Quantiles | null }>();

  add(measurement: Measurement, cluster: number): void {
    this.#clusters.add(cluster);
    for (const metric of latencyMetrics) {
      const value = measurement[metric];
      if (value === null) continue;
      let column = this.#columns.get(metric);
      if (!column) {
        column = { values: new SortedColumn(), groups: 0, quantiles: null };
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
      const groups = this.#clusters.size;
      if (column.quantiles?.n !== column.values.length || column.groups !== groups) {
        column.groups = groups;
        column.quantiles = quantilesOf(column.values.sorted(), groups);
      }
      if (column.quantiles) result[metric] = column.quantiles;
    }
    return result;
  }
}
