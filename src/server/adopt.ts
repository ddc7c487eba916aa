import type { ResultStore } from '../contract/result-store.ts';
import type { Sample } from '../contract/sample.ts';
import type { LiveHub } from './live-hub.ts';

/** Makes sure that a run is followed: by its own start, or else by what is stored of it. `false`: there is nothing to follow. */
export function createAdopter(store: ResultStore, live: LiveHub): (runId: string) => Promise<boolean> {
  // Events come faster than the store answers: a run is taken up once.
  const underWay = new Map<string, Promise<boolean>>();

  async function adopt(runId: string): Promise<boolean> {
    const run = await store.getRun(runId);
    if (run?.run_id !== runId || run.status !== 'running') return false;
    const samples: Sample[] = [];
    for await (const batch of store.samples(runId)) samples.push(...batch);
    if (!live.get(runId)) live.adopt(run, samples);
    return true;
  }

  return async (runId) => {
    if (live.get(runId)) return true;
    let adopting = underWay.get(runId);
    if (!adopting) {
      adopting = adopt(runId).finally(() => underWay.delete(runId));
      underWay.set(runId, adopting);
    }
    return adopting;
  };
}
