/** Which figures the comparison in a terminal has, and which of them go first when it is narrow. */
import type { TargetSummary } from '../contract/analysis.ts';
import { formatCount } from '../view/format.ts';
import { cellText, correctText, estimateCell, type Metric } from '../view/metrics/metric.ts';
import { metrics } from '../view/metrics/metrics.ts';

export interface ComparisonColumn {
  title: string;
  /** 0 stays; the highest number goes first. */
  priority: number;
  text: (target: TargetSummary) => string;
  /** What a best mark goes by; without it the column has none. */
  metric?: Metric;
  /** A column only where this holds for some target. */
  isTold?: (target: TargetSummary) => boolean;
}

const column = (metric: Metric, priority: number): ComparisonColumn => ({
  title: metric.short,
  priority,
  text: (target) => cellText(metric, metric.read(target)),
  metric,
  ...(metric.isTold && { isTold: metric.isTold }),
});

export const comparisonColumns: ComparisonColumn[] = [
  { title: 'n', priority: 5, text: (target) => formatCount(target.n) },
  {
    ...column(metrics.quality, 0),
    text: (target) => estimateCell(metrics.quality, metrics.quality.read(target)),
  },
  column(metrics.qualityAnswered, 6),
  { ...column(metrics.correct, 6), text: correctText },
  column(metrics.errorRate, 2),
  column(metrics.truncated, 1),
  column(metrics.refused, 5),
  column(metrics.unscored, 5),
  column(metrics.ttftP50, 3),
  column(metrics.ttftP95, 7),
  column(metrics.e2eP50, 6),
  column(metrics.e2eP95, 1),
  column(metrics.speed, 4),
  column(metrics.normSpeed, 8),
  column(metrics.requestRate, 9),
  column(metrics.tokenRate, 9),
  column(metrics.costPer1k, 1),
  column(metrics.costPerCorrect, 5),
];
