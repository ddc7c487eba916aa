import type { TableCase } from '../../contract/result-table.ts';

export interface CaseClusters {
  /** Per case the number of its cluster, from 0. */
  of: Int32Array;
  count: number;
}

/** Cases with the same cluster belong together; one without is a cluster of its own. */
export function caseClusters(cases: readonly Pick<TableCase, 'cluster'>[]): CaseClusters {
  const named = new Map<string, number>();
  let count = 0;
  const of = Int32Array.from(cases, ({ cluster }) => {
    const known = cluster ? named.get(cluster) : undefined;
    if (known !== undefined) return known;
    if (cluster) named.set(cluster, count);
    return count++;
  });
  return { of, count };
}
