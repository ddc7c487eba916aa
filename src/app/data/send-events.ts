import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../base/id.ts';
import { nowMs } from '../../base/clock.ts';
import type { EmitRunEvent, RunEvent } from '../../contract/events.ts';
import type { ServerLink } from './server-link.ts';

const everyMs = 250;
const longestPauseMs = 5000;
const answerWithinMs = 10_000;
/** How long the end waits for a server that is away. */
const endPatienceMs = 3000;
const maxAtOnce = 2000;
/** Events that wait for a server; older ones are let go, as it reads their rows from the store. */
const maxWaiting = 50_000;

export interface EventSender {
  emit: EmitRunEvent;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** For tests: another pace. */
export interface SenderPace {
  everyMs?: number;
  endPatienceMs?: number;
  maxWaiting?: number;
}

/**
 * Tells another process's server what happens here, so that its page fills. What it has not acknowledged is sent again, to the server
 * that holds the directory then; events are numbered, so that it takes each once. Rows go their own way: no failure costs more than
 * the live picture.
 */
class ServerSender implements EventSender {
  readonly #link: ServerLink;
  readonly #note: (line: string) => void;
  readonly #stopRun: (runId: string) => boolean;
  readonly #pace: Required<SenderPace>;
  readonly #sender = newId();
  readonly #timer: NodeJS.Timeout;
  #waiting: RunEvent[] = [];
  /** Number of the first that waits. */
  #first = 1;
  #isAway = false;
  #pauseMs = 0;
  #nextAt = 0;
  #sending: Promise<void> | undefined;

  constructor(
    link: ServerLink,
    note: (line: string) => void,
    stopRun: (runId: string) => boolean,
    pace: SenderPace,
  ) {
    this.#link = link;
    this.#note = note;
    this.#stopRun = stopRun;
    this.#pace = { everyMs, endPatienceMs, maxWaiting, ...pace };
    this.#timer = setInterval(() => this.#flush(), this.#pace.everyMs);
  }

  readonly emit = (event: RunEvent): void => {
    this.#waiting.push(event);
    const max = this.#pace.maxWaiting;
    // none is let go while it is on its way
    if (this.#waiting.length < 2 * max || this.#sending) return;
    this.#first += this.#waiting.length - max;
    this.#waiting = this.#waiting.slice(-max);
  };

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sending;
    const deadline = nowMs() + this.#pace.endPatienceMs;
    for (;;) {
      await this.#sendAll();
      if (this.#waiting.length === 0 || nowMs() + this.#pauseMs > deadline) return;
      await sleep(this.#pauseMs);
    }
  }

  #flush(): void {
    if (this.#sending || this.#waiting.length === 0 || nowMs() < this.#nextAt) return;
    this.#sending = this.#sendAll().finally(() => {
      this.#sending = undefined;
      this.#nextAt = nowMs() + this.#pauseMs;
    });
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (await this.#sendSome()) this.#pauseMs = 0;
      else {
        this.#pauseMs = Math.min(longestPauseMs, 2 * this.#pauseMs || this.#pace.everyMs);
        return;
      }
    }
  }

  /** `false`: nothing was taken. */
  async #sendSome(): Promise<boolean> {
    const page = () => `the page at ${this.#link.current().url}`;
    try {
      const acknowledged = await this.#post(this.#waiting.slice(0, maxAtOnce));
      const taken = Math.max(0, acknowledged + 1 - this.#first);
      this.#waiting = this.#waiting.slice(taken);
      this.#first += taken;
      if (this.#isAway) this.#note(`${page()} is told of the run again`);
      this.#isAway = false;
      return true;
    } catch (error) {
      if (!this.#isAway)
        this.#note(`${page()} cannot be told of the run: ${(error as Error).message}; trying again`);
      this.#isAway = true;
      await this.#link.find();
      return false;
    }
  }

  /** Number of the last event that was taken. */
  async #post(events: RunEvent[]): Promise<number> {
    const { url, token } = this.#link.current();
    const first = this.#first;
    const response = await fetch(new URL('/api/ingest/events', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ sender: this.#sender, first, events }),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { stop = [], acknowledged } = (await response.json()) as { stop?: string[]; acknowledged?: number };
    // Someone pressed stop on the page.
    for (const runId of stop) this.#stopRun(runId);
    return acknowledged ?? first + events.length - 1;
  }
}

/** `stopRun`: asked when someone has pressed stop on the server's page. */
export const sendEvents = (
  link: ServerLink,
  note: (line: string) => void,
  stopRun: (runId: string) => boolean,
  pace: SenderPace = {},
): EventSender => new ServerSender(link, note, stopRun, pace);
