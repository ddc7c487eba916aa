/** Marks a target whose answers came from more than one host, region or service tier: its figures are then of a mixture. */
import type { ServedMix } from '../../contract/served-mix.ts';
import { formatCount } from '../format.ts';

export interface Served extends Pick<ServedMix, 'served_by' | 'service_tiers'> {
  label: string;
}

/** The largest share first. */
const mixText = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([name, n]) => `${name} (${formatCount(n)})`)
    .join(', ');

const isMixed = (counts: Record<string, number>) => Object.keys(counts).length > 1;

/** One sentence for each kind of mixture of each target; none where all answers came from one place. */
export function servedNotes(targets: readonly Served[]): string[] {
  return targets.flatMap(({ label, served_by: hosts, service_tiers: tiers }) => [
    ...(isMixed(hosts)
      ? [`${label}: answered by several hosts, ${mixText(hosts)}: speed and quality may differ between them`]
      : []),
    ...(isMixed(tiers)
      ? [
          `${label}: answered at several service tiers, ${mixText(tiers)}: price and speed differ between them`,
        ]
      : []),
  ]);
}
