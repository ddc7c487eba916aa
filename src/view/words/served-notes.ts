/** Marks a target whose calls were served by more than one host, region, service tier or reasoning effort: its figures are then of a mixture. */
import { mixText } from '../../contract/figure-text.ts';
import type { ServedCounts } from '../../contract/served-mix.ts';
import type { ServedSplit } from '../../contract/served-split.ts';
import { formatCount } from '../format.ts';

export interface Served extends ServedCounts {
  label: string;
}

const kinds: { split: ServedSplit; field: keyof ServedCounts; words: string }[] = [
  { split: 'host', field: 'served_by', words: 'served by # hosts' },
  { split: 'tier', field: 'service_tiers', words: 'served at # service tiers' },
  { split: 'region', field: 'regions', words: 'called from # regions' },
  { split: 'effort', field: 'efforts', words: 'served at # reasoning efforts' },
];

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
    kinds.flatMap(({ split, field, words }) => {
      const names = Object.keys(target[field]).length;
      if (names < 2) return [];
      const what = words.replace('#', formatCount(names));
      return [
        `${what}: ${target.label} (${mixText(target[field])}); its figures are of them all, split by ${split} to see each`,
      ];
    }),
  );
