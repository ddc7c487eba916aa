import { AssayError } from '../../contract/errors.ts';
import { defaultRetention } from '../../store/retention.ts';

/** The database keeps dates until 2106: rows that were to live beyond would be taken for expired. */
const maxDays = 25_000;

const name = 'ASSAY_RETENTION_DAYS';

/** For how many days samples are kept: 400, or what the environment says. A data directory keeps what it was made with. */
export function retentionDays(env: Record<string, string | undefined>): number {
  const text = env[name];
  if (text === undefined || text === '') return defaultRetention.samplesDays;
  const days = Number(text);
  if (Number.isInteger(days) && days > 0 && days <= maxDays) return days;
  throw new AssayError('usage', `${name} is "${text}"`, {
    remedy: `Expected a number of days, 1 to ${maxDays}.`,
  });
}
