/** What is known of how a figure of a target is shown; `metrics.ts` lists them. */
import type { QuantileBounds, TargetSummary } from '../../contract/analysis.ts';
import { formatCount, intervalText, msTick, percentTick, unknown, usdText } from '../format.ts';

/** A value as it may be shown. `value: null` always comes with `why`. */
export interface Reading {
  value: number | null;
  /** Observations the value rests on. */
  n: number | null;
  /** Interval, for estimates. */
  low?: number;
  high?: number;
  level?: number;
  /** Of a quantile: the values it truly lies between, `null` where there are too few to say. */
  interval?: QuantileBounds & { level: number };
  /** A value that exists but must not be quoted: below the sample floor of its percentile. */
  provisional?: number;
  why?: string;
}

export type Unit = '%' | 'ms' | 'tok/s' | '/s' | 'tok' | 'USD' | '';

export interface Metric {
  key: string;
  label: string;
  unit: Unit;
  /** Header of a narrow column, with the unit: terminal and reports. */
  short: string;
  better: 'lower' | 'higher' | null;
  about: string;
  /** Without the unit, which stands in the header. */
  format: (value: number) => string;
  read: (summary: TargetSummary) => Reading;
  /** A column of its own only where this holds for some target. */
  isTold?: (summary: TargetSummary) => boolean;
}

/** A value with its unit: in sentences and tooltips. */
export function metricText({ unit, format }: Pick<Metric, 'unit' | 'format'>, value: number): string {
  if (unit === 'USD') return usdText(value);
  if (unit === '/s') return `${format(value)}/s`;
  return unit === '' ? format(value) : `${format(value)} ${unit}`;
}

/** A value at the tick of an axis. */
export function metricTick(metric: Metric, value: number): string {
  if (metric.unit === 'ms') return msTick(value);
  return metric.unit === '%' ? percentTick(value) : metricText(metric, value);
}

/** A value below its header; `~` marks what too few answers give for it to be quoted. */
export function cellText({ format }: Pick<Metric, 'format'>, reading: Reading): string {
  if (reading.value !== null) return format(reading.value);
  return reading.provisional === undefined ? unknown : `~${format(reading.provisional)}`;
}

/** The interval of an estimate or a quantile, below its header: `[77.0, 89.4]`; '' without one. */
export function cellInterval({ format }: Pick<Metric, 'format'>, reading: Reading): string {
  const { low, high, interval } = reading;
  if (interval) return intervalText(interval, format);
  return low === undefined || high === undefined ? '' : intervalText({ low, high }, format);
}

/** `84.2 [77.0, 89.4]`; `[n/a]` where an estimate has no interval. */
export function estimateCell(metric: Metric, reading: Reading): string {
  const interval = cellInterval(metric, reading) || (reading.value === null ? '' : `[${unknown}]`);
  return [cellText(metric, reading), interval].filter(Boolean).join(' ');
}

/** Of a quantile: `95 % interval [1,310, 1,520] ms`; '' without one. */
export function intervalNote({ unit, format }: Metric, { interval }: Reading): string {
  if (!interval) return '';
  return `${interval.level * 100} % interval ${intervalText(interval, format)}${unit === '' ? '' : ` ${unit}`}`;
}

/** Label with its unit, as a header has it. */
export const headerOf = ({ label, unit }: Pick<Metric, 'label' | 'unit'>): string =>
  unit ? `${label}, ${unit}` : label;

/** `168/200`. */
export const correctText = ({ quality, correct }: Pick<TargetSummary, 'quality' | 'correct'>): string =>
  quality ? `${formatCount(correct)}/${formatCount(quality.n)}` : unknown;
