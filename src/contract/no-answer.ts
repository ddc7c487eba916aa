import type { AttemptFailure, CallResult, Timestamps } from './attempt.ts';
import type { Outcome } from './outcome.ts';

/** Steps of a call that was not sent. */
export const notSent = { sent: null, connected: null, headers: null, firstByte: null, closed: null } as const;

/** Of a call that nothing came back from. */
export function noAnswer(outcome: Outcome, failure: AttemptFailure, timestamps: Timestamps): CallResult {
  return {
    outcome,
    timestamps,
    frames: { at: [], kinds: '' },
    answer: null,
    tokens: null,
    rawUsage: null,
    responseModel: null,
    responseId: null,
    httpStatus: failure.httpStatus,
    failure,
  };
}
