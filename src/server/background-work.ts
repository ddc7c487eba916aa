/** What a server does beside answering: one thing at a time, and whoever asks is told how far it is. */
import { nowMs } from '../base/clock.ts';
import { formatCount } from '../view/format.ts';

export interface BackgroundTask {
  /** In words, such as `reading journals`. */
  what: string;
  /** Runs. */
  done: number;
  /** Runs; `null`: not known yet. */
  total: number | null;
}

/** `reading journals: 120 of 3,000 runs`. */
export const backgroundText = ({ what, done, total }: BackgroundTask): string =>
  total === null ? what : `${what}: ${formatCount(done)} of ${formatCount(total)} runs`;

/** A first line soon, so that nobody wonders, and then few. */
const firstNoteMs = 2000;
const noteEveryMs = 15_000;

type Work = (progress: (done: number, total: number) => void, signal: AbortSignal) => Promise<unknown>;

export class BackgroundWork {
  readonly #note: (line: string) => void;
  readonly #ending = new AbortController();
  #task: BackgroundTask | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** `note` gets a line now and then while something takes long. */
  constructor(note: (line: string) => void) {
    this.#note = note;
  }

  /** What goes on now; `null`: nothing. */
  get task(): BackgroundTask | null {
    return this.#task;
  }

  get isClosed(): boolean {
    return this.#ending.signal.aborted;
  }

  /** Begins once everything asked for before has ended, or never after `close`. Rejects with what `work` throws. */
  do(what: string, work: Work): Promise<void> {
    const done = this.#last.then(() => this.#carryOut(what, work));
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves once nothing is under way. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#last;
  }

  async #carryOut(what: string, work: Work): Promise<void> {
    const { signal } = this.#ending;
    if (signal.aborted) return;
    this.#task = { what, done: 0, total: null };
    let nextNoteMs = nowMs() + firstNoteMs;
    const progress = (done: number, total: number) => {
      this.#task = { what, done, total };
      if (nowMs() < nextNoteMs) return;
      nextNoteMs = nowMs() + noteEveryMs;
      this.#note(backgroundText(this.#task));
    };
    try {
      await work(progress, signal);
    } finally {
      this.#task = null;
    }
  }
}
