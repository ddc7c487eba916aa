import type { ServedCounts } from './served-mix.ts';

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

/** Field of `ServedCounts` that counts it. */
export const servedCountFields = {
  host: 'served_by',
  tier: 'service_tiers',
  region: 'regions',
  effort: 'efforts',
} as const satisfies Record<ServedSplit, keyof ServedCounts>;

export const splitNames: Record<ServedSplit, string> = {
  host: 'host',
  tier: 'service tier',
  region: 'region',
  effort: 'reasoning effort',
};

/** `openai/x · host A`; `n/a`: calls that do not say it. */
export const partLabel = (label: string, by: ServedSplit, value: string): string =>
  `${label} · ${by} ${value || 'n/a'}`;

/** The other way round; `null`: it names a whole target. */
export function partNamed(name: string, by: ServedSplit): { label: string; value: string } | null {
  const between = ` · ${by} `;
  const at = name.lastIndexOf(between);
  if (at < 0) return null;
  const value = name.slice(at + between.length);
  return { label: name.slice(0, at), value: value === 'n/a' ? '' : value };
}
