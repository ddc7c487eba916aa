/** Quantiles of times with their intervals: what stands without them in the comparison. */
import type { TargetSummary } from '../contract/analysis.ts';
import { estimateCell, type Metric } from '../view/metrics/metric.ts';
import { metrics } from '../view/metrics/metrics.ts';
import { columnsOf, textTable } from './text-table.ts';

/** In their order, with their priorities. */
const shown: [Metric, number][] = [
  [metrics.ttftP50, 2],
  [metrics.ttftP95, 3],
  [metrics.e2eP50, 0],
  [metrics.e2eP95, 1],
  [metrics.speed, 4],
];

const cell = (metric: Metric) => (target: TargetSummary) => estimateCell(metric, metric.read(target));

/** Empty where no time has an interval. */
export function timesTable(
  targets: readonly TargetSummary[],
  options: { width: number; header: (text: string) => string },
): string[] {
  const told = shown.filter(([metric]) => targets.some((target) => metric.read(target).interval));
  if (told.length === 0) return [];
  const column = columnsOf(targets);
  return textTable(
    [
      column('times, 95 %', 0, ({ target }) => target.label, 'left'),
      ...told.map(([metric, priority]) => column(metric.short, priority, cell(metric))),
    ],
    options,
  );
}
