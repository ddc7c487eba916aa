import type { Run } from '../../../../src/contract/run.ts';
import { formatCount } from '../../lib/format.ts';

/** What was measured and is not among the figures; `null`: nothing. */
export function leftOutLabel({ left_out: left }: Pick<Run, 'left_out'>): string | null {
  const { quarantined = 0, lost = 0, damaged = 0 } = left ?? {};
  const parts = [
    ...(quarantined > 0 ? [`${formatCount(quarantined)} in quarantine`] : []),
    ...(lost > 0 ? [`${formatCount(lost)} lost from the journal`] : []),
    ...(damaged > 0 ? [`${formatCount(damaged)} unreadable in the journal`] : []),
  ];
  return parts.length === 0 ? null : `left out: ${parts.join(', ')}`;
}
