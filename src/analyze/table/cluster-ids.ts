import type { Sample } from '../../contract/sample.ts';

/** Numbers the clusters of a run from 0. A case without a cluster of its own is one: its repeats belong together. */
export class ClusterIds {
  #named = new Map<string, number>();
  #cases = new Map<string, number>();
  #next = 0;

  of({ cluster, case_id }: Pick<Sample, 'cluster' | 'case_id'>): number {
    const [ids, key] = cluster ? [this.#named, cluster] : [this.#cases, case_id];
    let id = ids.get(key);
    if (id === undefined) {
      id = this.#next++;
      ids.set(key, id);
    }
    return id;
  }
}
