import type { RefreshWatch } from '../../contract/history.ts';

/** Of all who wait for one refresh. */
export interface Watches {
  progress(done: number, total: number): void;
  isEnding(): boolean;
}

type Refresh = (changedRuns: readonly string[], watch: Watches) => Promise<void>;

interface Planned {
  runs: Set<string>;
  watches: Set<RefreshWatch>;
  done: Promise<void>;
}

const together = (watches: ReadonlySet<RefreshWatch>): Watches => ({
  progress(done, total) {
    for (const { progress } of watches) progress?.(done, total);
  },
  isEnding: () => [...watches].some(({ signal }) => signal?.aborted),
});

/**
 * One refresh at a time. Who asks while one is at work gets the next one, together with everyone else who asks meanwhile: it begins after all
 * they have written, and does the work once.
 */
export function sharedRefresh(
  refresh: Refresh,
): (changedRuns?: readonly string[], watch?: RefreshWatch) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let next: Planned | null = null;
  const plan = (): Planned => {
    const [runs, watches] = [new Set<string>(), new Set<RefreshWatch>()];
    const done = last.then(() => {
      next = null;
      return refresh([...runs], together(watches));
    });
    last = done.catch(() => undefined);
    return { runs, watches, done };
  };
  return (changedRuns = [], watch = {}) => {
    next ??= plan();
    for (const run of changedRuns) next.runs.add(run);
    next.watches.add(watch);
    return next.done;
  };
}
