/** What the server does beside answering, as its last answer said: reading journals, computing figures. */
import { useSyncExternalStore } from 'react';
import { checkServer, onAnswer } from './server-presence.ts';

const askEveryMs = 3000;
let work: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();

onAnswer((response) => {
  clearTimeout(timer);
  const said = response.headers.get('x-assay-background');
  // it ends without a word: it is asked until it has
  if (said !== null) timer = setTimeout(() => void checkServer(), askEveryMs);
  if (said === work) return;
  work = said;
  for (const watcher of watchers) watcher();
});

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** `reading journals: 120 of 3,000 runs`; `null`: nothing. */
export const useServerWork = (): string | null => useSyncExternalStore(watch, () => work);
