/** In what the calls of one target may differ besides the target: who served them, and how. No schema: help names the words and loads none. */
export const servedSplits = ['host', 'tier', 'region', 'effort'] as const;
export type ServedSplit = (typeof servedSplits)[number];

/** Field of a sample that says it; there `''` is unknown. */
export const servedFields = {
  host: 'served_by',
  tier: 'service_tier',
  region: 'region',
  effort: 'reasoning_effective',
} as const satisfies Record<ServedSplit, string>;
