/** Quantiles that are told with an interval. */
export const boundedQuantiles = ['p50', 'p75', 'p90', 'p95', 'p99', 'p99_9'] as const;
export type BoundedQuantile = (typeof boundedQuantiles)[number];
