import type { SharedCut } from '../../contract/analysis.ts';
import { formatCount, formatCounted, usdText } from '../format.ts';

/** What a reader must know of figures of a run that stopped early; nothing for others. */
export function sharedNote(shared: SharedCut | null | undefined): string[] {
  if (!shared) return [];
  const cost = shared.left_out_usd === null ? '' : ` (${usdText(shared.left_out_usd)})`;
  return [
    `the targets did not end at the same case: all figures are of the ${formatCounted(shared.samples, 'sample')} that every target has, ${formatCount(shared.left_out)} more${cost} are left out`,
  ];
}
