/** What a race found: terminal and page. */
import type { RaceReport, RaceTarget } from '../../contract/race.ts';
import { formatCounted, formatSetting } from '../format.ts';

const goals: Record<RaceReport['settings']['kind'], (settings: RaceReport['settings']) => string> = {
  best: () => 'the best',
  top: ({ k }) => `the best ${k}`,
  within: ({ delta }) => `within ${formatSetting(delta)} points of the baseline`,
  cheapest: ({ delta }) => `the cheapest within ${formatSetting(delta)} points of all others`,
};

/** What is asked, and the answer once it is certain. */
export function raceVerdict(
  { settings, decided, winners, more_cases: more }: RaceReport,
  labelOf: (id: string) => string,
): string {
  const goal = goals[settings.kind](settings);
  const error = `chance of error at most ${formatSetting(settings.alpha)} %`;
  if (decided) return `Certain (${error}): ${goal}: ${winners.map(labelOf).join(', ') || 'none'}.`;
  const hint = more == null ? '' : ` About ${formatCounted(more, 'more case')} at this pace.`;
  return `Inconclusive (${error} at every look): ${goal}.${hint}`;
}

/** How a target stands, with the reason when it is no longer open. */
export const standingText = ({ state, reason }: Pick<RaceTarget, 'state' | 'reason'>): string =>
  reason === null || state === 'reference' ? (reason ?? state) : `${state}: ${reason}`;
