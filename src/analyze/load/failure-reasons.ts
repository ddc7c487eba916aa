import { isAnswered, type LoadRow } from './load-row.ts';

/** What a failed call is counted under: the HTTP status that says what went wrong, else its class. */
function reasonOf({ http_status, error_class, outcome }: LoadRow): string {
  if (outcome === 'cancelled') return 'unfinished';
  if (http_status != null && http_status >= 400) return `HTTP ${http_status}`;
  return (error_class || outcome).replaceAll('_', ' ');
}

/** Failed calls by reason, of those that were sent and measured. */
export function failureReasons(rows: readonly LoadRow[]): Map<string, number> {
  const reasons = new Map<string, number>();
  for (const row of rows) {
    if (row.is_warmup || row.outcome === 'dropped' || isAnswered(row)) continue;
    const reason = reasonOf(row);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return reasons;
}
