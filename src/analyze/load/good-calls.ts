import type { ServiceLevels } from '../../contract/suite.ts';
import { isAnswered, type LoadRow } from './load-row.ts';

const within = (value: number | null, limit: number | undefined) =>
  limit === undefined || (value !== null && value <= limit);

/**
 * Whether a call met every service level. Times count from the schedule, as its caller waited: `ttftMs` bounds
 * `queue_ms` + `ttft_ms`, `e2eMs` bounds `response_ms`. Without an answer, or with a time that is not known, it did not.
 */
export function isGood(row: LoadRow, slo: ServiceLevels): boolean {
  const firstToken = row.ttft_ms === null || row.queue_ms === null ? null : row.queue_ms + row.ttft_ms;
  return (
    isAnswered(row) &&
    within(firstToken, slo.ttftMs) &&
    within(row.response_ms, slo.e2eMs) &&
    within(row.tpot_ms, slo.tpotMs)
  );
}

export const hasLevels = (slo: ServiceLevels): boolean =>
  [slo.ttftMs, slo.e2eMs, slo.tpotMs].some((level) => level !== undefined);
