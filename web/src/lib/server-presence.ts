/** Whether the server answers, as every request finds it; while it does not, it is asked again until it does. */
import { useSyncExternalStore } from 'react';

/** `null`: it answers; else since when it does not, ms since the epoch. */
type AwaySince = number | null;

const askEveryMs = 2000;
let awaySince: AwaySince = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();

function become(since: AwaySince): void {
  awaySince = since;
  for (const watcher of watchers) watcher();
}

async function ask(): Promise<void> {
  timer = undefined;
  try {
    noteAnswer(await fetch('/api/health', { cache: 'no-store' }));
  } catch {
    timer = setTimeout(() => void ask(), askEveryMs);
  }
}

/** To be told of every answer, whatever it says. */
export function noteAnswer(response: Response): void {
  for (const watcher of answerWatchers) watcher(response);
  clearTimeout(timer);
  timer = undefined;
  if (awaySince !== null) become(null);
}

/** To be told of every request that got no answer. */
export function noteSilence(): void {
  if (awaySince === null) become(performance.timeOrigin + performance.now());
  timer ??= setTimeout(() => void ask(), askEveryMs);
}

/** Finds out, when something else than a request says that the server may be gone. */
export const checkServer = (): Promise<void> =>
  fetch('/api/health', { cache: 'no-store' }).then(noteAnswer, noteSilence);

export const isHere = (): boolean => awaySince === null;

const answerWatchers = new Set<(response: Response) => void>();

/** Hears of every answer. */
export function onAnswer(watcher: (response: Response) => void): void {
  answerWatchers.add(watcher);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** Calls back when the server answers again after it was away; returns how to stop. */
export function onReturn(act: () => void): () => void {
  let wasAway = awaySince !== null;
  return watch(() => {
    const isBack = wasAway && awaySince === null;
    wasAway = awaySince !== null;
    if (isBack) act();
  });
}

/** Resolves once the server answers: at once when it does. */
export function untilHere(): Promise<void> {
  if (awaySince === null) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = onReturn(() => {
      stop();
      resolve();
    });
  });
}

export function useAwaySince(): AwaySince {
  return useSyncExternalStore(watch, () => awaySince);
}
