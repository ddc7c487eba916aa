/** Metrics that can be shown over time: those of a run, and the scores by name. */
import { formatPercent } from '../format.ts';
import type { Metric } from './metric.ts';
import { metrics } from './metrics.ts';

/** Rates depend on how many calls a run had in flight: they belong to a run, not to a day. */
export const ofRunsAlone: ReadonlySet<string> = new Set([metrics.requestRate.key, metrics.tokenRate.key]);

export const historyMetrics: readonly Metric[] = Object.values<Metric>(metrics).filter(
  ({ key }) => !ofRunsAlone.has(key),
);

export type ShownMetric = Pick<Metric, 'label' | 'unit' | 'format'>;

/** How an answer's metric is written; one that is not of a run is a score. */
export const shownMetric = ({ key, label }: { key: string; label: string }): ShownMetric =>
  historyMetrics.find((metric) => metric.key === key) ?? { label, unit: '%', format: formatPercent };
