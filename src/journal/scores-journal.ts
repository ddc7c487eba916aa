/**
 * Scores given to stored answers after the run, beside its journal: one JSON line per answer, appended and synced a batch at a time
 * before the database has them. Of several lines for one answer the last counts.
 */
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { linesOf } from '../base/lines-of.ts';
import { isUnfinished } from '../base/unfinished-json.ts';
import { AssayError } from '../contract/errors.ts';
import type { LaterScores, ScoredAnswer } from '../contract/score.ts';
import type { RunDirectory } from './run-directory.ts';

export const scoresPath = ({ path }: Pick<RunDirectory, 'path'>) => join(path, 'scores.jsonl');

const keyOf = ({ sample_id, started_at_ms }: Pick<ScoredAnswer, 'sample_id' | 'started_at_ms'>) =>
  `${sample_id} ${started_at_ms}`;

/** Adds lines; resolves once they are on disk. Throws `journal-failed` when they cannot be written. */
export async function appendScores(
  directory: Pick<RunDirectory, 'path'>,
  scored: readonly ScoredAnswer[],
): Promise<void> {
  const path = scoresPath(directory);
  try {
    await mkdir(directory.path, { recursive: true, mode: 0o700 });
    const file = await open(path, 'a', 0o600);
    try {
      // a line that was cut off ends here, and spoils none of these
      await file.appendFile(`\n${scored.map((line) => JSON.stringify(line)).join('\n')}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new AssayError('journal-failed', `cannot write ${path}: ${(error as Error).message}`, {
      remedy: 'Free disk space or fix the permissions, then run the same command again.',
      cause: error,
    });
  }
}

/** `null`: it was cut off, and never acknowledged. Throws what is none of ours. */
function idOf(line: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (isUnfinished(line, error as Error)) return null;
    throw error;
  }
  const { sample_id, started_at_ms } = (value ?? {}) as Partial<ScoredAnswer>;
  if (typeof sample_id !== 'string' || typeof started_at_ms !== 'number')
    throw new TypeError('it is not a line of scores');
  return keyOf({ sample_id, started_at_ms });
}

/**
 * Reads what `appendScores` has written; nothing when a run was never scored again. Lines stay text until they are asked for. `onDamage` hears of
 * each that cannot be read; they count from 1.
 */
export async function readScores(
  directory: Pick<RunDirectory, 'path'>,
  onDamage?: (line: number) => void,
): Promise<LaterScores> {
  const lines = new Map<string, string>();
  const file: FileHandle | null = await open(scoresPath(directory)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (file)
    try {
      let number = 0;
      for await (const line of linesOf(file.createReadStream({ autoClose: false, highWaterMark: 1 << 20 }))) {
        number++;
        if (line === '') continue;
        try {
          const id = idOf(line);
          if (id !== null) lines.set(id, line);
        } catch {
          onDamage?.(number);
        }
      }
    } finally {
      await file.close();
    }
  return (answer) => {
    const line = lines.get(keyOf(answer));
    return line === undefined ? null : (JSON.parse(line) as ScoredAnswer);
  };
}
