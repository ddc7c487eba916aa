import type { EmitRunEvent, RunEvent } from '../contract/events.ts';
import type { ServerFile } from '../server/server-file.ts';

const everyMs = 250;

export interface EventSender {
  emit: EmitRunEvent;
  /** Sends what is left. */
  close(): Promise<void>;
}

/**
 * Tells another process's server what happens here, so that its page fills. Only the live picture depends on it: rows
 * go their own way, so a failure is told once and costs nothing.
 */
export function sendEvents(
  server: ServerFile,
  note: (line: string) => void,
  stopRun: (runId: string) => boolean,
): EventSender {
  let waiting: RunEvent[] = [];
  let sending: Promise<void> = Promise.resolve();
  let failed = false;
  async function post(events: RunEvent[]): Promise<void> {
    try {
      const response = await fetch(new URL('/api/ingest/events', server.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ events }),
      });
      if (!response.ok) throw new Error(`status ${response.status}`);
      // Someone pressed stop on the page.
      const { stop = [] } = (await response.json()) as { stop?: string[] };
      for (const runId of stop) stopRun(runId);
    } catch (error) {
      if (!failed) note(`the page at ${server.url} cannot be told of the run: ${(error as Error).message}`);
      failed = true;
    }
  }
  // One request after the other: events keep their order.
  const flush = () => {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    sending = sending.then(() => post(events));
  };
  const timer = setInterval(flush, everyMs);
  return {
    emit: (event) => void waiting.push(event),
    async close() {
      clearInterval(timer);
      flush();
      await sending;
    },
  };
}
