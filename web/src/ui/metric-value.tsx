import { Tooltip } from '@mantine/core';
import { formatCount, unknown } from '../../../src/view/format.ts';
import { cellText, intervalNote, type Metric, type Reading } from '../../../src/view/metrics/metric.ts';
import styles from './metric-value.module.css';

interface MetricValueProps {
  metric: Metric;
  reading: Reading;
  isBest?: boolean;
}

/** A value as it may be quoted; what may not be is grey with its n, and what is unknown says why. */
export function MetricValue({ metric, reading, isBest = false }: MetricValueProps) {
  const n = reading.n === null ? '' : `n ${formatCount(reading.n)}`;
  const interval = intervalNote(metric, reading);
  if (reading.value !== null) {
    return (
      <span
        className={styles.value}
        data-best={isBest || undefined}
        title={[n, interval].filter(Boolean).join(', ')}
      >
        {cellText(metric, reading)}
        {isBest && <span className="visually-hidden">, best</span>}
        {interval && <span className="visually-hidden">, {interval}</span>}
      </span>
    );
  }
  const why = [reading.why ?? 'unknown', interval].filter(Boolean).join('; ');
  return (
    <Tooltip label={why} openDelay={150} events={{ hover: true, focus: true, touch: true }}>
      <span className={styles.missing} tabIndex={0}>
        {reading.provisional === undefined ? (
          unknown
        ) : (
          <>
            {cellText(metric, reading)}
            <small> {n}</small>
          </>
        )}
        <span className="visually-hidden">
          {reading.provisional === undefined ? '' : ', provisional'}: {why}
        </span>
      </span>
    </Tooltip>
  );
}
