import type { LoadPhase } from '../../contract/load.ts';
import type { PhaseReport } from '../../contract/load-report.ts';
import { formatCount } from '../format.ts';

const purposes = {
  measure: 'measured',
  baseline: 'baseline',
  ascend: 'ramp up',
  search: 'search',
  confirm: 'confirmation',
  recover: 'recovery',
} as const;

/** What a phase is called where there are several: its users, or what a sweep does in it. */
export const phaseWord = ({
  users,
  purpose,
}: {
  users: number | null;
  purpose: LoadPhase['purpose'];
}): string => (users === null ? purposes[purpose] : `${formatCount(users)} users`);

/** What a phase showed of its rate; '' where nothing is asked of it. */
export const phaseStateText = ({ state }: Pick<PhaseReport, 'state'>): string =>
  state === 'undecided' ? 'inconclusive' : (state ?? '');
