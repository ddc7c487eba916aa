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

/** Reads a journal from its start. */
type ReadJournal = (told?: JournalReading) => AsyncIterable<Attempt>;

/**
 * The attempts of a journal that was written in several sessions: where a call was completed and then made again, the later attempt
 * completes it and the earlier one counts as retried; so it is with calls that are about to be made `again`. The journal is read twice.
 */
export async function* settledAttempts(
  read: ReadJournal,
  { again = new Set(), told }: { again?: ReadonlySet<string>; told?: JournalReading } = {},
): AsyncGenerator<Attempt> {
  const last = new Map<string, number>();
  for await (const attempt of read()) if (attempt.isFinal) last.set(callKey(attempt), attempt.attempt);
  for await (const attempt of read(told)) {
    const key = callKey(attempt);
    const isFinal = attempt.isFinal && last.get(key) === attempt.attempt && !again.has(key);
    yield isFinal === attempt.isFinal ? attempt : { ...attempt, isFinal };
  }
}

/** Of a run's own journal. One session (`goes` 1) completes nothing twice and is read once. */
export function readSettledAttempts(
  path: string,
  goes: number,
  again: ReadonlySet<string> = new Set(),
  told: JournalReading = {},
): AsyncIterable<Attempt> {
  const read: ReadJournal = (reading) => readJournal(path, reading);
  return goes > 1 ? settledAttempts(read, { again, told }) : read(told);
}
