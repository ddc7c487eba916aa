import { isTotalsStore, type ResultStore } from '../../contract/result-store.ts';
import type { ServedMix } from '../../contract/served-mix.ts';

function count(counts: Record<string, number>, name: string): void {
  if (name !== '') counts[name] = (counts[name] ?? 0) + 1;
}

/** Who served the samples of each target of a run, wherever the results are. */
export async function readServed(store: ResultStore, runId: string): Promise<ServedMix[]> {
  if (isTotalsStore(store)) return store.served(runId);
  const mixes = new Map<string, ServedMix>();
  for await (const batch of store.samples(runId, ['target_id', 'is_warmup', 'served_by', 'service_tier']))
    for (const { target_id, is_warmup, served_by, service_tier } of batch) {
      if (is_warmup) continue;
      const mix = mixes.get(target_id) ?? { target_id, served_by: {}, service_tiers: {} };
      mixes.set(target_id, mix);
      count(mix.served_by, served_by);
      count(mix.service_tiers, service_tier);
    }
  return [...mixes.values()];
}
