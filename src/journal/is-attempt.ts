import type { Attempt } from '../contract/attempt.ts';
import { outcomes } from '../contract/outcome.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const known: ReadonlySet<unknown> = new Set(outcomes);
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

/** Whether a line of a journal is one: JSON can be anything. What is asked here is what the numbers are made of. */
export function isAttempt(value: unknown): value is Attempt {
  if (!isObject(value)) return false;
  const { runId, targetId, caseId, repeat, attempt, isFinal, isWarmup, startedAtMs, outcome } = value;
  const { timestamps, frames, answer, failure } = value;
  return (
    typeof runId === 'string' &&
    typeof targetId === 'string' &&
    typeof caseId === 'string' &&
    isCount(repeat) &&
    isCount(attempt) &&
    typeof isFinal === 'boolean' &&
    typeof isWarmup === 'boolean' &&
    Number.isFinite(startedAtMs) &&
    known.has(outcome) &&
    isObject(timestamps) &&
    Number.isFinite(timestamps['dispatched']) &&
    isObject(frames) &&
    Array.isArray(frames['at']) &&
    typeof frames['kinds'] === 'string' &&
    (answer === null || (isObject(answer) && typeof answer['text'] === 'string')) &&
    (failure === null || isObject(failure))
  );
}
