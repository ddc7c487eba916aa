import type { ResultStore } from '../../src/contract/result-store.ts';
import type { Run } from '../../src/contract/run.ts';
import type { RetriedAttempt, Sample } from '../../src/contract/sample.ts';

/** What workers need of a result store, in a Map: a row written again takes the place of the first. */
export function memoryResults() {
  const samples = new Map<string, Sample>();
  const retried = new Map<string, RetriedAttempt>();
  const runs = new Map<string, Run>();
  const store = {
    async putRun(run) {
      runs.set(run.run_id, run);
    },
    async insert(batch) {
      for (const sample of batch.samples) samples.set(sample.sample_id, sample);
      for (const each of batch.retried) retried.set(`${each.sample_id} ${each.attempt}`, each);
    },
    async *samples() {
      yield [...samples.values()];
    },
  } as Partial<ResultStore> as ResultStore;
  return { store, samples, retried, runs };
}
