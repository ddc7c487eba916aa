/** What a journal says of each call of the plan: enough to know what is missing, and small enough for every run. */
import type { Attempt } from '../contract/attempt.ts';
import type { Outcome } from '../contract/outcome.ts';
import { readJournal, type JournalReading } from './journal.ts';

export interface CallState {
  /** Attempts that were made, whatever they came to. */
  attempts: number;
  /** How it was settled last; `null`: its process was gone before that. */
  outcome: Outcome | null;
}

type Place = Pick<Attempt, 'targetId' | 'caseId' | 'repeat' | 'isWarmup'>;

export const callKey = ({ targetId, caseId, repeat, isWarmup }: Place): string =>
  JSON.stringify([targetId, caseId, repeat, isWarmup]);

export async function readJournalState(path: string): Promise<Map<string, CallState>> {
  const calls = new Map<string, CallState>();
  for await (const attempt of readJournal(path)) {
    const key = callKey(attempt);
    const before = calls.get(key)?.attempts ?? 0;
    calls.set(key, {
      attempts: Math.max(before, attempt.attempt + 1),
      outcome: attempt.isFinal ? attempt.outcome : null,
    });
  }
  return calls;
}

/**
 * The attempts of a journal that several goes at one run have written: where a call was settled and then made again, the
 * later attempt settles it and the earlier one counts as retried; so it is with calls that are about to be made `again`.
 * One go (`goes` 1) settles nothing twice and is read once.
 */
export async function* readSettledAttempts(
  path: string,
  goes: number,
  again: ReadonlySet<string> = new Set(),
  told: JournalReading = {},
): AsyncGenerator<Attempt> {
  const last = new Map<string, number>();
  if (goes > 1)
    for await (const attempt of readJournal(path))
      if (attempt.isFinal) last.set(callKey(attempt), attempt.attempt);
  for await (const attempt of readJournal(path, told)) {
    const key = goes > 1 ? callKey(attempt) : '';
    const isLast = goes === 1 || (last.get(key) === attempt.attempt && !again.has(key));
    const isFinal = attempt.isFinal && isLast;
    yield isFinal === attempt.isFinal ? attempt : { ...attempt, isFinal };
  }
}
