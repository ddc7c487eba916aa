import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { runUrl, type RunDetail } from './api.ts';
import { applyEvent, touchedCases, type ProgressEvent } from './progress-events.ts';
import { runQuery } from './run-query.ts';

export type Connection = 'off' | 'open' | 'reconnecting';

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

/**
 * Keeps a live run's data current from its event stream. The browser reconnects by itself and names the last event it got;
 * `reset` means that the server cannot go back that far, and everything is fetched again.
 */
export function useRunLive(runId: string, detail: RunDetail | undefined): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('off');
  const [attempt, setAttempt] = useState(0);
  const isLive = detail?.live === true;

  useEffect(() => {
    if (!isLive) return undefined;
    const key = runQuery(runId).queryKey;
    const since = client.getQueryData(key)?.last_event_id ?? 0;
    const source = new EventSource(runUrl(runId, `/events?since=${since}`));
    const take = (event: MessageEvent<string>) => {
      const isEnd = event.type === 'done';
      const { summary, samples = [] } = JSON.parse(event.data) as Partial<ProgressEvent>;
      if (!summary) return;
      client.setQueryData(key, (old) => old && applyEvent(old, Number(event.lastEventId), summary, isEnd));
      tellTouched(isEnd ? null : touchedCases(samples));
      if (isEnd) source.close();
    };
    source.addEventListener('progress', take);
    source.addEventListener('done', take);
    source.addEventListener('reset', () => {
      void client.invalidateQueries({ queryKey: key });
      tellTouched(null);
    });
    source.addEventListener('open', () => setConnection('open'));
    let again: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener('error', () => {
      setConnection('reconnecting');
      // The browser gives up when the answer is no event stream: start over with what the server says then.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(restart, restartAfter);
    });
    const restart = () => {
      void client.invalidateQueries({ queryKey: key }).finally(() => setAttempt((count) => count + 1));
    };
    return () => {
      clearTimeout(again);
      source.close();
      setConnection('off');
      void client.invalidateQueries({ queryKey: ['runs'] });
    };
    // A new attempt is a new stream, though nothing in here reads its number.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, runId, isLive, attempt]);

  return connection;
}

function tellTouched(cases: Set<number> | null): void {
  for (const listener of touchedListeners) listener(cases);
}
