import type { LeftOut } from '../../contract/run.ts';
import { formatCounted } from '../format.ts';

/** What of a run is not among its figures, in a few words; `null`: nothing. */
export function leftOutText(left: LeftOut | undefined): string | null {
  const { quarantined = 0, damaged = 0, lost = 0 } = left ?? {};
  const parts = [
    ...(quarantined > 0 ? [`${formatCounted(quarantined, 'row')} in quarantine`] : []),
    ...(lost > 0 ? [`${formatCounted(lost, 'sample')} lost from its journal`] : []),
    ...(damaged > 0 ? [`${formatCounted(damaged, 'unreadable line')} in its journal`] : []),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}
