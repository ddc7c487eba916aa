/** Rows that the store turned away, and attempts that no row could be made of: one line each with the reason, in `quarantine.jsonl` of the run. */
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attempt } from '../contract/attempt.ts';
import type { SampleBatch } from '../contract/result-store.ts';
import type { RunDirectory } from './run-directory.ts';

/** What became of a row. */
interface Refused {
  rows: SampleBatch;
  reason: string;
}

export interface Quarantine {
  /** Resolves once the rows are in the file. */
  add(refused: readonly Refused[]): Promise<void>;
  addAttempt(attempt: Attempt, reason: string): Promise<void>;
  /** Samples and retried attempts that are in the file, each once. */
  readonly count: number;
}

const pathOf = ({ path }: Pick<RunDirectory, 'path'>) => join(path, 'quarantine.jsonl');

const keysOf = ({ samples, retried }: Pick<SampleBatch, 'samples' | 'retried'>): string[] => [
  ...samples.map(({ sample_id }) => sample_id),
  ...retried.map(({ sample_id, attempt }) => `${sample_id} ${attempt}`),
];

type Line = { reason: string } & Partial<SampleBatch> & { attempt?: Partial<Attempt> };

const keysOfLine = ({ samples = [], retried = [], attempt }: Line): string[] =>
  attempt ? [JSON.stringify(attempt)] : keysOf({ samples, retried });

/** Reasons and numbers of what was put aside; empty when nothing was. */
export async function readQuarantine(
  directory: Pick<RunDirectory, 'path'>,
): Promise<{ keys: Set<string>; reasons: string[] }> {
  const text = await readFile(pathOf(directory), 'utf8').catch(() => '');
  const keys = new Set<string>();
  const reasons = new Set<string>();
  for (const line of text.split('\n')) {
    try {
      const read = JSON.parse(line) as Line;
      for (const key of keysOfLine(read)) keys.add(key);
      reasons.add(read.reason);
    } catch {
      // the last line of a process that ended meanwhile
    }
  }
  return { keys, reasons: [...reasons] };
}

/** `isFresh`: all rows of the run are about to be written again, so those put aside before count no more. */
export async function openQuarantine(
  directory: Pick<RunDirectory, 'path'>,
  { isFresh }: { isFresh: boolean },
): Promise<Quarantine> {
  const path = pathOf(directory);
  if (isFresh) await rm(path, { force: true }).catch(() => undefined);
  const { keys } = await readQuarantine(directory);
  const append = async (lines: Line[]) => {
    await mkdir(directory.path, { recursive: true, mode: 0o700 });
    await appendFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
    for (const line of lines) for (const key of keysOfLine(line)) keys.add(key);
  };
  return {
    add: (refused) => append(refused.map(({ rows, reason }) => ({ reason, ...rows }))),
    addAttempt: (attempt, reason) => append([{ reason, attempt }]),
    get count() {
      return keys.size;
    },
  };
}
