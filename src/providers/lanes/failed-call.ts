import { nowMs } from '../../base/clock.ts';
import type { CallResult } from '../../contract/attempt.ts';
import { noAnswer, notSent } from '../../contract/no-answer.ts';
import type { ErrorClass } from '../../contract/outcome.ts';
import { outcomeOfClass } from '../failure.ts';
import type { LaneCall } from './protocol.ts';

/** Of a call that the threads gave no result of: what the wire knew of it is lost, so nothing is claimed. */
export function failedCall(
  { scheduledMs, dispatchedMs }: Pick<LaneCall, 'scheduledMs' | 'dispatchedMs'>,
  errorClass: ErrorClass,
  message: string,
): CallResult {
  const timestamps = { scheduled: scheduledMs, dispatched: dispatchedMs, ...notSent, closed: nowMs() };
  const failure = { class: errorClass, message, httpStatus: null, retryAfterMs: null };
  return noAnswer(outcomeOfClass(errorClass), failure, timestamps);
}
