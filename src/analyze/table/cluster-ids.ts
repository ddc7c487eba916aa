import type { Sample } from '../../contract/sample.ts';

/**
 * Numbers the clusters of a run. A case without a cluster of its own is one, numbered by its place in the suite: its repeats belong together, and
 * the order in which samples come changes nothing. Named clusters have the numbers between.
 */
export class ClusterIds {
  readonly #named = new Map<string, number>();

  of({ cluster, case_index }: Pick<Sample, 'cluster' | 'case_index'>): number {
    if (!cluster) return 2 * case_index;
    let id = this.#named.get(cluster);
    if (id === undefined) {
      id = 2 * this.#named.size + 1;
      this.#named.set(cluster, id);
    }
    return id;
  }
}
