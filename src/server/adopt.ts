import type { ResultStore } from '../contract/result-store.ts';
import type { Sample } from '../contract/sample.ts';
import type { LiveHub } from './live-hub.ts';

export interface Adopter {
  /** Makes sure that a run is followed: by its own start, or else by what is stored of it. `false`: there is nothing to follow. */
  adopt(runId: string): Promise<boolean>;
  /** Reads what was missed of a run that is followed from the store, its end too. */
  catchUp(runId: string): Promise<void>;
}

export function createAdopter(store: ResultStore, live: LiveHub): Adopter {
  // Events come faster than the store answers: a run is read once at a time.
  const adopting = new Map<string, Promise<boolean>>();
  const catching = new Map<string, Promise<void>>();

  async function adoptStored(runId: string): Promise<boolean> {
    const run = await store.getRun(runId);
    if (run?.run_id !== runId || run.status !== 'running') return false;
    const samples: Sample[] = [];
    for await (const batch of store.samples(runId)) samples.push(...batch);
    const retried = await store.retried(runId);
    if (!live.get(runId)) live.adopt(run, samples, retried);
    return true;
  }

  async function readMissed(runId: string): Promise<void> {
    const run = await store.getRun(runId);
    for await (const batch of store.samples(runId)) live.get(runId)?.takeMissed(batch);
    if (run && run.status !== 'running') live.handle({ type: 'run-end', run });
  }

  return {
    async adopt(runId) {
      return live.get(runId) ? true : once(adopting, runId, adoptStored);
    },
    catchUp: (runId) => once(catching, runId, readMissed),
  };
}

function once<T>(
  underWay: Map<string, Promise<T>>,
  runId: string,
  work: (runId: string) => Promise<T>,
): Promise<T> {
  let doing = underWay.get(runId);
  if (!doing) {
    doing = work(runId).finally(() => underWay.delete(runId));
    underWay.set(runId, doing);
  }
  return doing;
}
