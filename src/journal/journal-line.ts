/** One line of a journal: what it says, or that it says nothing. */
import { isUnfinished } from '../base/unfinished-json.ts';
import { parseWellFormed } from '../base/well-formed.ts';
import type { Attempt } from '../contract/attempt.ts';
import type { BatchRecord } from '../contract/batch.ts';
import type { RunPhase } from '../contract/load.ts';
import { isAttempt } from './is-attempt.ts';

export type JournalLine =
  | { kind: 'attempt'; attempt: Attempt }
  | { kind: 'phase'; phase: RunPhase }
  | { kind: 'batch'; batch: BatchRecord }
  /** The machine stopped while it was written: it was never acknowledged. */
  | { kind: 'torn' }
  | { kind: 'damaged' };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Bytes that a disk lost read as NULs; a line that follows them is whole, and counts. */
export function readLine(text: string): JournalLine & { hasNuls: boolean } {
  const whole = text.replace(/^\0+/, '');
  return { ...meaningOf(whole), hasNuls: whole.length < text.length };
}

function meaningOf(text: string): JournalLine {
  let value: unknown;
  try {
    value = parseWellFormed(text);
  } catch (error) {
    return { kind: isUnfinished(text, error as Error) ? 'torn' : 'damaged' };
  }
  if (!isObject(value)) return { kind: 'damaged' };
  if ('phase' in value && isObject(value.phase)) return { kind: 'phase', phase: value.phase as RunPhase };
  // an attempt says whether it was part of one, by the same word
  if ('batch' in value && isObject(value.batch)) return { kind: 'batch', batch: value.batch as BatchRecord };
  return isAttempt(value) ? { kind: 'attempt', attempt: value } : { kind: 'damaged' };
}
