/** Marks a target whose calls were served by more than one host, region, service tier or reasoning effort: its figures are then of a mixture. */
import { mixText } from '../../contract/figure-text.ts';
import type { ServedCounts } from '../../contract/served-mix.ts';
import { servedCountFields, servedSplits, type ServedSplit } from '../../contract/served-split.ts';
import { formatCount } from '../format.ts';

export interface Served extends ServedCounts {
  label: string;
}

const words: Record<ServedSplit, string> = {
  host: 'served by # hosts',
  tier: 'served at # service tiers',
  region: 'called from # regions',
  effort: 'served at # reasoning efforts',
};

/** The same of those that are marked as mixed. */
export const mixedNotes = (
  targets: readonly { label: string; name?: string; served?: ServedCounts | undefined }[],
): string[] =>
  servedNotes(
    targets.flatMap(({ label, name, served }) => (served ? [{ ...served, label: name ?? label }] : [])),
  );

/** One sentence for each kind of mixture of each target; none where all calls that say it say the same. */
export const servedNotes = (targets: readonly Served[]): string[] =>
  targets.flatMap((target) =>
    servedSplits.flatMap((split) => {
      const counts = target[servedCountFields[split]];
      const names = Object.keys(counts).length;
      if (names < 2) return [];
      const what = words[split].replace('#', formatCount(names));
      return [
        `${what}: ${target.label} (${mixText(counts)}); its figures are of them all, split by ${split} to see each`,
      ];
    }),
  );
