type Refresh = (changedRuns: readonly string[]) => Promise<void>;

/**
 * One refresh at a time. Who asks while one is at work gets the next one, together with everyone else who asks meanwhile: it begins after all
 * they have written, and does the work once.
 */
export function sharedRefresh(refresh: Refresh): (changedRuns?: readonly string[]) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let next: { runs: Set<string>; done: Promise<void> } | null = null;
  const plan = () => {
    const runs = new Set<string>();
    const done = last.then(() => {
      next = null;
      return refresh([...runs]);
    });
    last = done.catch(() => undefined);
    return { runs, done };
  };
  return (changedRuns = []) => {
    next ??= plan();
    for (const run of changedRuns) next.runs.add(run);
    return next.done;
  };
}
