import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RunDetail } from '../../../src/contract/run-listing.ts';
import { addressOf } from './api.ts';
import { deadAfterMs, type Heard } from './news-age.ts';
import { applyEvent, touchedCases, type ProgressEvent } from './progress-events.ts';
import { runQuery } from './run-query.ts';
import { checkServer } from './server-presence.ts';

/** Wait before a refused event stream is asked for again, ms. */
const restartAfter = 2000;

/** Told which cases have new samples; `null` means: any may have. */
export type TouchedListener = (cases: Set<number> | null) => void;
const touchedListeners = new Set<TouchedListener>();

/** Calls back when cases of the run on screen have new samples. */
export function useTouchedCases(listener: TouchedListener): void {
  useEffect(() => {
    touchedListeners.add(listener);
    return () => void touchedListeners.delete(listener);
  }, [listener]);
}

interface Listening {
  heard: (change: Partial<Heard>) => void;
  /** The stream is of no more use: another one is needed. */
  over: () => void;
}

function listen(client: QueryClient, runId: string, { heard, over }: Listening): () => void {
  const key = runQuery(runId).queryKey;
  const since = client.getQueryData(key)?.last_event_id ?? 0;
  const source = new EventSource(
    addressOf('/api/runs/{id}/events', { params: { id: runId }, query: { since: String(since) } }),
  );
  let frameAt = performance.now();
  const take = (event: MessageEvent<string>) => {
    const isEnd = event.type === 'done';
    frameAt = performance.now();
    heard({ isConnected: true, newsAtMs: frameAt });
    const { summary, samples = [] } = JSON.parse(event.data) as Partial<ProgressEvent>;
    if (!summary) return;
    client.setQueryData(key, (old) => old && applyEvent(old, Number(event.lastEventId), summary, isEnd));
    notifyTouched(isEnd ? null : touchedCases(samples));
    if (isEnd) source.close();
  };
  source.addEventListener('progress', take);
  source.addEventListener('done', take);
  source.addEventListener('ping', (event: MessageEvent<string>) => {
    frameAt = performance.now();
    const { quiet_ms: quiet } = JSON.parse(event.data) as { quiet_ms: number };
    heard({ isConnected: true, newsAtMs: frameAt - quiet });
  });
  source.addEventListener('reset', () => {
    void client.invalidateQueries({ queryKey: key });
    notifyTouched(null);
  });
  source.addEventListener('open', () => {
    frameAt = performance.now();
    heard({ isConnected: true });
  });
  source.addEventListener('error', () => {
    heard({ isConnected: false });
    void checkServer();
    // The browser gives up when the answer is no event stream.
    if (source.readyState === EventSource.CLOSED) over();
  });
  const watchdog = setInterval(() => {
    if (source.readyState !== EventSource.OPEN || performance.now() - frameAt < deadAfterMs) return;
    heard({ isConnected: false });
    source.close();
    over();
  }, 5000);
  return () => {
    clearInterval(watchdog);
    source.close();
  };
}

/**
 * Keeps a live run's data current from its event stream. The browser reconnects by itself and names the last event it got;
 * `reset` means that the server cannot go back that far, and everything is fetched again. `null`: the run is not live.
 */
export function useRunLive(runId: string, detail: RunDetail | undefined): Heard | null {
  const client = useQueryClient();
  const [heard, setHeard] = useState<Heard>({ isConnected: true, newsAtMs: null });
  const [attempt, setAttempt] = useState(0);
  const isLive = detail?.live === true;
  useEffect(() => {
    if (!isLive) return undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const key = runQuery(runId).queryKey;
    const restart = () => {
      void client.invalidateQueries({ queryKey: key }).finally(() => setAttempt((count) => count + 1));
    };
    const stop = listen(client, runId, {
      heard: (change) => setHeard((old) => ({ ...old, ...change })),
      over: () => (again = setTimeout(restart, restartAfter)),
    });
    return () => {
      clearTimeout(again);
      stop();
      void client.invalidateQueries({ queryKey: ['runs'] });
    };
    // A new attempt is a new stream, though nothing in here reads its number.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, runId, isLive, attempt]);
  return isLive ? heard : null;
}

function notifyTouched(cases: Set<number> | null): void {
  for (const listener of touchedListeners) listener(cases);
}
