/** What is compared. `error_rate`: share of calls without an answer. */
export const comparedMetrics = ['quality', 'error_rate', 'e2e_ms', 'ttft_ms', 'cost'] as const;
export type ComparedMetric = (typeof comparedMetrics)[number];
