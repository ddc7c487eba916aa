/** How changes over time and what stood beside them are told. */
import type { History, HistoryChange, HistoryMarker, HistorySeries } from '../../contract/history.ts';
import { formatInstant, intervalText } from '../format.ts';
import { metricText, type Metric } from '../metrics/metric.ts';

const markerNames: Record<HistoryMarker['kind'], string> = {
  'response-model': 'model that answered',
  fingerprint: 'fingerprint',
  price: 'price list',
  'assay-version': 'Assay version',
  'host-mix': 'hosts',
  'suite-version': 'suite version',
  client: 'client health',
};

export const markerText = ({ kind, before, after }: HistoryMarker): string =>
  `${markerNames[kind]}: ${before} → ${after}`;

const methodNames: Record<HistoryChange['method'], string> = {
  'e-divisive': 'E-divisive',
  cusum: 'CUSUM',
  'confidence-sequence': 'confidence sequences',
};

type Shown = Pick<Metric, 'unit' | 'format'>;

const signed = (value: number, metric: Shown) =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${metric.format(Math.abs(value))}`;

/** `84.0 % → 51.1 % (−32.9 points [−36.9, −28.9], 95 %), worse; confidence sequences`. */
export function changeText(change: HistoryChange, metric: Shown): string {
  const { before, after, difference, low, high, method, verdict, p } = change;
  const unit =
    metric.unit === '%' ? ' points' : metric.unit === '' || metric.unit === 'USD' ? '' : ` ${metric.unit}`;
  const ends =
    low === null || high === null
      ? ''
      : ` ${intervalText({ low, high }, (value) => signed(value, metric))}, 95 %`;
  const chance = p === null ? '' : `, p ${p < 0.001 ? '< 0.001' : p.toFixed(3)}`;
  return `${metricText(metric, before)} → ${metricText(metric, after)} (${signed(difference, metric)}${unit}${ends}), ${verdict}; ${methodNames[method]}${chance}`;
}

/** `triage, version 3f9a…, category billing`. */
export function lineName({
  suite_name,
  suite_hash,
  split,
}: Pick<HistorySeries, 'suite_name' | 'suite_hash' | 'split'>): string {
  const version = suite_hash === null ? 'shared cases' : `version ${suite_hash.slice(0, 8)}`;
  const parts = Object.entries(split).map(([name, value]) => `${name} ${value === '' ? 'n/a' : value}`);
  return [suite_name, version, ...parts].join(', ');
}

/** Start of a bucket, UTC. */
export const bucketText = (ms: number, bucket: History['bucket']): string =>
  bucket === 'hour' ? formatInstant(ms) : new Date(ms).toISOString().slice(0, 10);

type Line = Pick<HistorySeries, 'points'>;

export const firstKnown = ({ points }: Line) => points.find(({ value }) => value !== null);

export const lastKnown = ({ points }: Line) => points.findLast(({ value }) => value !== null);

/** Interval of the last figure; '' without one. */
export function lastInterval(line: Line, { format }: Pick<Metric, 'format'>): string {
  const { low = null, high = null } = lastKnown(line) ?? {};
  return low === null || high === null ? '' : intervalText({ low, high }, format);
}

/** Observations behind a whole line. */
export const callsOf = ({ points }: Line): number => points.reduce((sum, { n }) => sum + n, 0);
