/** What one group of observations that are not independent of each other adds up to. */
export interface ClusterSums {
  /** Per cluster; one without observations (count 0) does not exist. */
  sums: ArrayLike<number>;
  counts: ArrayLike<number>;
}

export interface ClusteredMean {
  /** NaN without observations. */
  mean: number;
  /** `null` below two clusters. */
  se: number | null;
  n: number;
  groups: number;
}

/**
 * Cluster-robust standard error of a mean over all observations: CR1, i.e.
 * √( G/(G−1) · Σ_c ( Σ_{i∈c} (s_i − s̄) )² ) / n, as in Inspect's `stderr(cluster=…)`; CR0 (Miller 2024, arXiv 2411.00640) is
 * this without G/(G−1). With one observation a cluster it is the ordinary standard error. `null` below two clusters.
 */
export function clusteredMean({ sums, counts }: ClusterSums): ClusteredMean {
  let total = 0;
  let n = 0;
  let groups = 0;
  for (let c = 0; c < sums.length; c++) {
    total += sums[c] as number;
    n += counts[c] as number;
    if (counts[c] !== 0) groups++;
  }
  const mean = n === 0 ? Number.NaN : total / n;
  if (groups < 2) return { mean, se: null, n, groups };
  let squares = 0;
  for (let c = 0; c < sums.length; c++) {
    squares += ((sums[c] as number) - (counts[c] as number) * mean) ** 2;
  }
  return { mean, se: Math.sqrt((squares * groups) / (groups - 1)) / n, n, groups };
}
