/**
 * The truth of a run: one JSON line per attempt, appended and synced to disk in groups. An attempt is acknowledged only
 * when its line is on disk; whatever the database holds can be made again from here.
 */
import { open, type FileHandle } from 'node:fs/promises';
import type { Attempt } from '../contract/attempt.ts';
import { AssayError } from '../contract/errors.ts';
import type { RunPhase } from '../contract/load.ts';

export interface Journal {
  /** Resolves once the attempt is on disk. Rejects with `journal-failed` when it cannot be written. */
  append(attempt: Attempt): Promise<void>;
  close(): Promise<void>;
}

/** What a run writes: attempts, and the phases of a load between them. */
export interface RunJournal extends Journal {
  /** As the phase begins, and again as it ended. */
  appendPhase(phase: RunPhase): Promise<void>;
}

interface Waiting {
  line: string;
  resolve(): void;
  reject(error: Error): void;
}

async function writeGroup(file: FileHandle, path: string, group: Waiting[]): Promise<void> {
  try {
    await file.appendFile(group.map(({ line }) => line).join(''));
    await file.datasync();
    for (const { resolve } of group) resolve();
  } catch (error) {
    const failure = new AssayError('journal-failed', `cannot write ${path}: ${(error as Error).message}`, {
      remedy: 'Free disk space or fix the permissions, then run the same command again.',
      cause: error,
    });
    for (const { reject } of group) reject(failure);
  }
}

/** Opens for appending; a file cut in the middle of its last line is continued on a new line. */
export async function openJournal(path: string): Promise<RunJournal> {
  const file = await open(path, 'a+');
  const { size } = await file.stat();
  if (size > 0) {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    if (buffer[0] !== 10) await file.appendFile('\n');
  }
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;

  const drain = async () => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await writeGroup(file, path, group);
    }
    writing = null;
  };
  const appendLine = (record: unknown) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ line: `${JSON.stringify(record)}\n`, resolve, reject });
      writing ??= drain();
    });
  return {
    append: appendLine,
    appendPhase: (phase) => appendLine({ phase }),
    async close() {
      await writing;
      await file.close();
    },
  };
}

/**
 * Attempts in the order they were written. A line that is not whole JSON (the machine stopped while writing it) was never
 * acknowledged and is skipped; phases of a load between them are told apart; a file that is not there reads as empty.
 */
export async function* readJournal(
  path: string,
  onPhase: (phase: RunPhase) => void = () => undefined,
): AsyncGenerator<Attempt> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    for await (const line of file.readLines()) {
      if (line === '') continue;
      let record: Attempt | { phase: RunPhase };
      try {
        record = JSON.parse(line) as typeof record;
      } catch {
        continue;
      }
      if ('phase' in record) onPhase(record.phase);
      else yield record;
    }
  } finally {
    await file.close();
  }
}
