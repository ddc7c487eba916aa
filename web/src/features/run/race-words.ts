import type { RaceReport, RaceTarget } from '../../../../src/contract/race.ts';
import { formatNumber, formatPercentTick } from '../../lib/format.ts';

const goals: Record<RaceReport['settings']['kind'], (settings: RaceReport['settings']) => string> = {
  best: () => 'the best',
  top: ({ k }) => `the best ${k}`,
  within: ({ delta }) => `within ${formatNumber(delta * 100)} points of the baseline`,
  cheapest: ({ delta }) => `the cheapest within ${formatNumber(delta * 100)} points of all others`,
};

/** What is asked, and the answer once it is certain. */
export function raceVerdict(
  { settings, decided, winners }: RaceReport,
  labelOf: (id: string) => string,
): string {
  const goal = goals[settings.kind](settings);
  const error = `chance of error at most ${formatPercentTick(settings.alpha)}`;
  return decided
    ? `Certain: ${goal}: ${winners.map(labelOf).join(', ') || 'none'} (${error})`
    : `Looking for ${goal}, ${error} at every look`;
}

/** How a target stands, with the reason when it is no longer open. */
export const standingText = ({ state, reason }: Pick<RaceTarget, 'state' | 'reason'>): string =>
  reason === null || state === 'reference' ? (reason ?? state) : `${state}: ${reason}`;
