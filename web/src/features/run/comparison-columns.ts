import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table';
import type { TargetSummary } from '../../../../src/contract/analysis.ts';
import { metrics } from '../../../../src/view/metrics/metrics.ts';
import { type Metric } from '../../../../src/view/metrics/metric.ts';

export const comparisonFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { text: sortFn_text },
});

const helper = createColumnHelper<typeof comparisonFeatures, TargetSummary>();

/** Unknown values stand last whichever way a column is sorted, and the first click brings the best up. */
function metricColumn(metric: Metric) {
  return helper.accessor((summary) => metric.read(summary).value ?? undefined, {
    id: metric.key,
    sortUndefined: 'last',
    sortDescFirst: metric.better !== 'lower',
  });
}

export const comparisonMetrics: Metric[] = [
  metrics.quality,
  metrics.qualityAnswered,
  metrics.correct,
  metrics.errorRate,
  metrics.truncated,
  metrics.refused,
  metrics.unscored,
  metrics.ttftP50,
  metrics.ttftP95,
  metrics.e2eP50,
  metrics.e2eP95,
  metrics.speed,
  metrics.normSpeed,
  metrics.requestRate,
  metrics.tokenRate,
  metrics.inputTokens,
  metrics.outputTokens,
  metrics.costPer1k,
  metrics.costPerCorrect,
  metrics.retries,
];

/** Without the columns that would say the same, or nothing, for every target. */
export const shownMetrics = (targets: TargetSummary[]): Metric[] =>
  comparisonMetrics.filter(({ isTold }) => !isTold || targets.some(isTold));

export const isShown = (column: string, shown: Metric[]): boolean =>
  shown.some(({ key }) => key === column) || !comparisonMetrics.some(({ key }) => key === column);

export const comparisonColumns = helper.columns([
  helper.accessor((summary) => summary.target.label, { id: 'target', sortFn: 'text', sortDescFirst: false }),
  helper.accessor((summary) => (summary.planned > 0 ? summary.n / summary.planned : 0), { id: 'progress' }),
  ...comparisonMetrics.map(metricColumn),
]);
