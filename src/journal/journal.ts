/**
 * The truth of a run: one JSON line per attempt, appended and synced to disk in groups. An attempt is acknowledged only
 * when its line is on disk; whatever the database holds can be made again from here.
 */
import type { WaitingLine } from '../base/waiting-line.ts';
import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { linesOf } from '../base/lines-of.ts';
import type { Attempt } from '../contract/attempt.ts';
import type { BatchRecord } from '../contract/batch.ts';
import { nowMs } from '../base/clock.ts';
import { AssayError } from '../contract/errors.ts';
import type { RunPhase } from '../contract/load.ts';
import { readLine } from './journal-line.ts';

export interface Journal {
  /** Resolves once the attempt is on disk. Rejects with `journal-failed` when it cannot be written. */
  append(attempt: Attempt): Promise<void>;
  close(): Promise<void>;
}

/** What a run writes: attempts, and the phases of a load or what becomes of batches between them. */
export interface RunJournal extends Journal {
  /** As the phase begins, and again as it ended. */
  appendPhase(phase: RunPhase): Promise<void>;
  /** Resolves like `append`. */
  appendBatch(batch: BatchRecord): Promise<void>;
  /** It cannot be written now: what is answered waits, and nothing more should be asked. */
  readonly isBlocked: boolean;
}

/** What is used of an open file. */
export type JournalFile = Pick<
  FileHandle,
  'appendFile' | 'datasync' | 'truncate' | 'stat' | 'read' | 'close'
>;

export interface JournalOptions {
  /** Told when the journal cannot be written, with what the system says, and with `null` once it can be again. */
  trouble?: (message: string | null) => void;
  /** Aborted: what cannot be written is given up, and `append` rejects. Without it that is so at the first failure. */
  giveUp?: AbortSignal;
  /** Between two tries. */
  pauseMs?: number;
  open?: (path: string) => Promise<JournalFile>;
}

/** A disk that syncs faster than this is not asked to: each sync wakes two threads, whatever it writes. */
const minBetweenMs = 3;

class JournalWriter implements RunJournal {
  #waiting: WaitingLine[] = [];
  #writing: Promise<void> | null = null;
  /** All whole lines; what comes after it is left from a write that failed. */
  #size: number;
  #isBlocked = false;
  #syncedMs = 0;

  readonly #file: JournalFile;
  readonly #path: string;
  readonly #options: JournalOptions;

  constructor(file: JournalFile, path: string, size: number, options: JournalOptions) {
    this.#file = file;
    this.#path = path;
    this.#size = size;
    this.#options = options;
  }

  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  append(attempt: Attempt): Promise<void> {
    return this.#appendLine(attempt);
  }

  appendPhase(phase: RunPhase): Promise<void> {
    return this.#appendLine({ phase });
  }

  appendBatch(batch: BatchRecord): Promise<void> {
    return this.#appendLine({ batch });
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  #appendLine(record: unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: `${JSON.stringify(record)}\n`, resolve, reject });
      this.#writing ??= this.#drain();
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const leftMs = this.#syncedMs + minBetweenMs - nowMs();
      if (leftMs > 0) await sleep(leftMs);
      this.#syncedMs = nowMs();
      const group = this.#waiting;
      this.#waiting = [];
      const failure = await this.#write(group.map(({ line }) => line).join(''));
      for (const { resolve, reject } of group) {
        if (failure) reject(failure);
        else resolve();
      }
    }
    this.#writing = null;
  }

  /** Tries until it is on disk, or until it is given up. */
  async #write(text: string): Promise<AssayError | null> {
    const { giveUp, pauseMs = 1000 } = this.#options;
    const bytes = Buffer.from(text);
    for (;;) {
      try {
        await this.#file.appendFile(bytes);
        await this.#file.datasync();
        this.#size += bytes.length;
        this.#tell(null);
        return null;
      } catch (error) {
        await this.#file.truncate(this.#size).catch(() => undefined);
        if (!giveUp || giveUp.aborted) return this.#failure(error as Error);
        this.#tell((error as Error).message);
      }
      await sleep(pauseMs, undefined, { signal: giveUp }).catch(() => undefined);
    }
  }

  #failure(cause: Error): AssayError {
    return new AssayError('journal-failed', `cannot write ${this.#path}: ${cause.message}`, {
      remedy: 'Free disk space or fix the permissions, then run the same command again.',
      cause,
    });
  }

  #tell(message: string | null): void {
    const isBlocked = message !== null;
    if (isBlocked === this.#isBlocked) return;
    this.#isBlocked = isBlocked;
    this.#options.trouble?.(message);
  }
}

/** Opens for appending; a file cut in the middle of its last line is continued on a new line. */
export async function openJournal(path: string, options: JournalOptions = {}): Promise<RunJournal> {
  const file = await (options.open ?? ((name) => open(name, 'a+', 0o600)))(path);
  let { size } = await file.stat();
  if (size > 0) {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    if (buffer[0] !== 10) {
      await file.appendFile('\n');
      size++;
    }
  }
  return new JournalWriter(file, path, size, options);
}

/** Told of what is not an attempt. */
export interface JournalReading {
  onPhase?: (phase: RunPhase) => void;
  onBatch?: (batch: BatchRecord) => void;
  /** A line that was acknowledged, or may have been, and cannot be read; lines count from 1. */
  onDamage?: (line: number) => void;
}

/**
 * Attempts in the order they were written. A line that was cut off (the machine stopped while writing it) was never
 * acknowledged and is skipped; a file that is not there reads as empty.
 */
export async function* readJournal(path: string, told: JournalReading = {}): AsyncGenerator<Attempt> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    let number = 0;
    for await (const text of linesOf(file.createReadStream({ autoClose: false, highWaterMark: 1 << 20 }))) {
      number++;
      if (text === '') continue;
      const line = readLine(text);
      if (line.hasNuls || line.kind === 'damaged') told.onDamage?.(number);
      if (line.kind === 'phase') told.onPhase?.(line.phase);
      else if (line.kind === 'batch') told.onBatch?.(line.batch);
      else if (line.kind === 'attempt') yield line.attempt;
    }
  } finally {
    await file.close();
  }
}
