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
export function sendEvents(
  link: ServerLink,
  note: (line: string) => void,
  stopRun: (runId: string) => boolean,
  pace: SenderPace = {},
): EventSender {
  const sender = newId();
  let waiting: RunEvent[] = [];
  /** Number of the first that waits. */
  let first = 1;
  let isAway = false;
  let pauseMs = 0;
  let sending: Promise<void> | undefined;

  async function post(events: RunEvent[]): Promise<number> {
    const { url, token } = link.current();
    const response = await fetch(new URL('/api/ingest/events', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ sender, first, events }),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { stop = [], acknowledged } = (await response.json()) as { stop?: string[]; acknowledged?: number };
    // Someone pressed stop on the page.
    for (const runId of stop) stopRun(runId);
    return acknowledged ?? first + events.length - 1;
  }
  /** `false`: nothing was taken. */
  async function sendSome(): Promise<boolean> {
    try {
      const acknowledged = await post(waiting.slice(0, maxAtOnce));
      const taken = Math.max(0, acknowledged + 1 - first);
      waiting = waiting.slice(taken);
      first += taken;
      if (isAway) note(`the page at ${link.current().url} is told of the run again`);
      isAway = false;
      return true;
    } catch (error) {
      if (!isAway)
        note(
          `the page at ${link.current().url} cannot be told of the run: ${(error as Error).message}; trying again`,
        );
      isAway = true;
      await link.find();
      return false;
    }
  }
  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      if (await sendSome()) pauseMs = 0;
      else {
        pauseMs = Math.min(longestPauseMs, 2 * pauseMs || (pace.everyMs ?? everyMs));
        return;
      }
    }
  }
  let nextAt = 0;
  const flush = () => {
    if (sending || waiting.length === 0 || nowMs() < nextAt) return;
    sending = sendAll().finally(() => {
      sending = undefined;
      nextAt = nowMs() + pauseMs;
    });
  };
  const timer = setInterval(flush, pace.everyMs ?? everyMs);
  return {
    emit(event) {
      waiting.push(event);
      const most = pace.maxWaiting ?? maxWaiting;
      // none is let go while it is on its way
      if (waiting.length < 2 * most || sending) return;
      first += waiting.length - most;
      waiting = waiting.slice(-most);
    },
    async close() {
      clearInterval(timer);
      await sending;
      const deadline = nowMs() + (pace.endPatienceMs ?? endPatienceMs);
      for (;;) {
        await sendAll();
        if (waiting.length === 0 || nowMs() + pauseMs > deadline) return;
        await sleep(pauseMs);
      }
    },
  };
}
