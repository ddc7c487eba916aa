import type { SettledAttempt } from './attempt-stream.ts';

type Source = AsyncGenerator<SettledAttempt>;

/** What several sources give, as it comes; ends with the last of them. The first failure is thrown, and the others are ended. */
export async function* mergeAttempts(...sources: Source[]): Source {
  const next = (source: Source) => source.next().then((result) => ({ source, result }));
  const pending = new Map(sources.map((source) => [source, next(source)]));
  try {
    while (pending.size > 0) {
      const { source, result } = await Promise.race(pending.values());
      if (result.done) pending.delete(source);
      else {
        // before the attempt is handed on: its source need not wait for whoever takes it
        pending.set(source, next(source));
        yield result.value;
      }
    }
  } finally {
    for (const [source, waiting] of pending) {
      waiting.catch(() => undefined);
      void source.return(undefined).catch(() => undefined);
    }
  }
}
