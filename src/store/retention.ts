import { RowsRefused } from '../contract/rows-refused.ts';
import { wallClockMs } from '../base/clock.ts';

export interface Retention {
  /** Samples older than this many days are not taken: they would be removed again at once. `null`: all are. */
  samplesDays: number | null;
}

export const defaultRetention: Retention = { samplesDays: 400 };

const dayMs = 86_400_000;

/** Rows past their time would be gone soon, so whoever brings them hears of it. */
export function refuseExpired(rows: readonly { started_at_ms: number }[], days: number | null): void {
  if (days === null) return;
  const oldest = wallClockMs() - days * dayMs;
  const expired = rows.find((row) => row.started_at_ms < oldest);
  if (!expired) return;
  throw new RowsRefused(
    `A sample of ${new Date(expired.started_at_ms).toISOString()} is older than the ${days} days of retention.`,
    { remedy: '`assay storage --set samples=10y` keeps them for longer.' },
  );
}
