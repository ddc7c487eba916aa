/** Events between machines by LISTEN and NOTIFY. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Events, Listener, SharedEvent } from '../contract/event-bus.ts';

const channel = 'assay_events';
/** A notification holds less than 8,000 bytes; what is larger goes through a table, and its number through the channel. */
const maxBytes = 7_900;
/** Every notification takes a lock that all writers share: events of a moment go as one. */
const gatherMs = 100;
const maxGathered = 200;
const sweepEveryMs = 60_000;
const reconnectMs = 500;
/** Without an answer in this time the connection is taken for dead. */
const probeMs = 10_000;

const publishSmall = `SELECT pg_notify('${channel}', $1)`;
const publishLarge = `WITH made AS (INSERT INTO assay.large_events (body) VALUES ($1) RETURNING id)
SELECT pg_notify('${channel}', '#' || id) FROM made`;

function createPublisher(pool: pg.Pool, onError: (error: Error) => void) {
  let waiting: SharedEvent[] = [];
  let timer: NodeJS.Timeout | null = null;
  let sending = Promise.resolve();
  async function send(events: SharedEvent[]): Promise<void> {
    const body = JSON.stringify(events);
    const query = Buffer.byteLength(body) > maxBytes ? publishLarge : publishSmall;
    // the live picture only: what happened is in the journals
    await pool.query(query, [body]).catch(onError);
  }
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    const events = waiting;
    waiting = [];
    if (events.length > 0) sending = sending.then(() => send(events));
    return sending;
  };
  return {
    publish(event: SharedEvent) {
      waiting.push(event);
      if (waiting.length >= maxGathered) void flush();
      else timer ??= setTimeout(() => void flush(), gatherMs);
    },
    flush,
  };
}

/** Reads notifications, and gives their events to the listeners in the order they came, though some must be fetched. */
function createDelivery(pool: pg.Pool, listeners: ReadonlySet<Listener>, onError: (error: Error) => void) {
  let handled: Promise<unknown> = Promise.resolve();
  const gap = () => {
    for (const listener of listeners) listener.onGap?.();
  };
  async function bodyOf(payload: string): Promise<string | null> {
    if (!payload.startsWith('#')) return payload;
    const { rows } = await pool.query<{ body: string }>('SELECT body FROM assay.large_events WHERE id = $1', [
      payload.slice(1),
    ]);
    return rows[0]?.body ?? null;
  }
  async function handle(payload: string): Promise<void> {
    const body = await bodyOf(payload).catch(() => null);
    if (body === null) return gap();
    for (const event of JSON.parse(body) as SharedEvent[])
      for (const listener of listeners) listener.onEvent(event);
  }
  return {
    gap,
    push: (payload: string) => void (handled = handled.then(() => handle(payload)).catch(onError)),
    delivered: () => handled,
  };
}

/** A peer that is gone without a word is noticed by asking it. */
async function probe(client: pg.Client): Promise<void> {
  const silent = setTimeout(() => client.connection.stream.destroy(), probeMs);
  await client.query('SELECT 1').catch(() => undefined);
  clearTimeout(silent);
}

/** One connection that listens, made anew whenever it is lost. */
function createReceiver(url: string, { push, gap, delivered }: ReturnType<typeof createDelivery>) {
  let client: pg.Client | null = null;
  const closing = new AbortController();

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'assay events' });
    fresh.on('error', () => undefined);
    fresh.on('notification', ({ payload = '' }) => push(payload));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${channel}`);
    } catch (error) {
      void fresh.end().catch(() => undefined);
      throw error;
    }
    if (closing.signal.aborted) return fresh.end();
    // not before it listens: whoever called makes the next attempt until then
    fresh.once('end', () => void again());
    client = fresh;
  }
  async function again(): Promise<void> {
    client = null;
    while (!closing.signal.aborted) {
      try {
        await connect();
        return gap();
      } catch {
        await sleep(reconnectMs);
      }
    }
  }
  const probing = setInterval(() => {
    if (client) void probe(client);
  }, probeMs);
  return {
    connect,
    async close() {
      closing.abort();
      clearInterval(probing);
      await client?.end();
      await delivered();
    },
  };
}

/** `url` is needed besides the pool: who listens holds a connection of its own. */
export function createPostgresEvents(url: string, pool: pg.Pool, onError: (error: Error) => void): Events {
  const listeners = new Set<Listener>();
  const publisher = createPublisher(pool, onError);
  const receiver = createReceiver(url, createDelivery(pool, listeners, onError));
  let listening: Promise<void> | null = null;
  const sweep = setInterval(() => {
    pool
      .query(`DELETE FROM assay.large_events WHERE made_at < now() - interval '10 minutes'`)
      .catch(() => undefined);
  }, sweepEveryMs);
  return {
    publish: publisher.publish,
    async listen(listener) {
      const own = { ...listener };
      listening ??= receiver.connect();
      await listening.catch((error: unknown) => {
        listening = null;
        throw error;
      });
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    async close() {
      clearInterval(sweep);
      await publisher.flush();
      await receiver.close();
    },
  };
}
