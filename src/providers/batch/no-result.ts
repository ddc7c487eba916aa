import { nowMs } from '../../base/clock.ts';
import type { AttemptFailure, CallResult } from '../../contract/attempt.ts';
import { noAnswer, notSent } from '../../contract/no-answer.ts';
import { outcomeOfClass } from '../failure.ts';

/** Of an item that the provider never came to, or gave nothing for. */
export function noResult(failure: AttemptFailure): CallResult {
  const now = nowMs();
  const timestamps = { scheduled: now, dispatched: now, ...notSent };
  return { ...noAnswer(outcomeOfClass(failure.class), failure, timestamps), batch: true };
}

const failureOf = (failureClass: AttemptFailure['class'], message: string): AttemptFailure => ({
  class: failureClass,
  message,
  httpStatus: null,
  retryAfterMs: null,
});

export const expired = failureOf('timeout', 'the batch expired before the provider processed this request');
export const cancelled = failureOf(
  'cancelled',
  'the batch was cancelled before the provider processed this request',
);
const forgotten = failureOf('malformed', 'the batch ended without a result for this request');

export interface ItemResult {
  itemId: string;
  result: CallResult;
}

/** What a batch gives, and then what it does not give: one result for each of `ids`. */
export async function* withMissing(
  ids: Iterable<string>,
  results: AsyncIterable<ItemResult>,
  reason: AttemptFailure | null,
): AsyncGenerator<ItemResult> {
  const left = new Set(ids);
  for await (const each of results) if (left.delete(each.itemId)) yield each;
  for (const itemId of left) yield { itemId, result: noResult(reason ?? forgotten) };
}
