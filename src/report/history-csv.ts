import type { History } from '../contract/history.ts';
import { csvCell } from './csv-cell.ts';

const columns = 'target_key,label,suite_name,suite_hash,split,metric,bucket,at,value,low,high,n';

/** One row a bucket and line; what is unknown is empty. */
export function historyCsv({ metric, bucket, series }: History): string {
  const rows = series.flatMap(({ target_key, label, suite_name, suite_hash, split, points }) => {
    const parts = Object.entries(split).map(([name, value]) => `${name}=${value}`);
    return points.map(({ at_ms, value, low, high, n }) =>
      [
        target_key,
        label,
        suite_name,
        suite_hash ?? '',
        parts.join(' '),
        metric.key,
        bucket,
        new Date(at_ms).toISOString(),
        value,
        low,
        high,
        n,
      ]
        .map(csvCell)
        .join(','),
    );
  });
  return [columns, ...rows].join('\n');
}
