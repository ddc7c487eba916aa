import type { ServiceLevels } from '../../contract/suite.ts';
import { isAnswered, type LoadRow } from './load-row.ts';

const within = (value: number | null, limit: number | undefined) =>
  limit === undefined || (value !== null && value <= limit);

/** From the schedule, as its caller waited; `null`: not known. */
export const firstTokenMs = ({ ttft_ms, queue_ms }: LoadRow): number | null =>
  ttft_ms === null || queue_ms === null ? null : queue_ms + ttft_ms;

/**
 * Whether a call met every service level. Times count from the schedule, as its caller waited: `ttftMs` bounds
 * `queue_ms` + `ttft_ms`, `e2eMs` bounds `response_ms`. Without an answer, or with a time that is not known, it did not.
 */
export function isGood(row: LoadRow, slo: ServiceLevels): boolean {
  return (
    isAnswered(row) &&
    within(firstTokenMs(row), slo.ttftMs) &&
    within(row.response_ms, slo.e2eMs) &&
    within(row.tpot_ms, slo.tpotMs)
  );
}

export const hasLevels = (slo: ServiceLevels): boolean =>
  [slo.ttftMs, slo.e2eMs, slo.tpotMs].some((level) => level !== undefined);
