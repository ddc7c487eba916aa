import { RowsRefused } from '../contract/rows-refused.ts';
import { wallClockMs } from '../base/clock.ts';

/** How long rows live, in days; fixed when the tables are made. */
export interface Retention {
  samplesDays: number;
  payloadsDays: number;
}

export const defaultRetention: Retention = { samplesDays: 400, payloadsDays: 90 };

const dayMs = 86_400_000;

/** Rows past their time would vanish on insert without a word, so they are refused. */
export function refuseExpired(rows: readonly { started_at_ms: number }[], days: number): void {
  const oldest = wallClockMs() - days * dayMs;
  const expired = rows.find((row) => row.started_at_ms < oldest);
  if (!expired) return;
  throw new RowsRefused(
    `A sample of ${new Date(expired.started_at_ms).toISOString()} is older than the ${days} days of retention.`,
    { remedy: 'Use a data directory created with a longer retention.' },
  );
}
