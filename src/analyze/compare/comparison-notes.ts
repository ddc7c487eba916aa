import type { ComparedTarget, Comparison } from '../../contract/comparison.ts';
import { percentSize } from '../../contract/figure-text.ts';

/** From here on a target's answers are what is left after failures, and stand for little. */
const manyFailures = 0.1;
const fewClusters = 20;

const list = (names: string[]) => names.join(', ');

/** What to bear in mind before believing a comparison. */
export function comparisonNotes({ same_suite, targets, pairs }: Omit<Comparison, 'notes'>): string[] {
  const name = (place: number) => (targets[place] as ComparedTarget).name;
  const notes: string[] = [];
  const shared = pairs.map((pair) => pair.shared_cases);
  if (!same_suite)
    notes.push(
      `The targets answered different suites; compared on the cases with the same id (at least ${Math.min(...shared)} per pair). Differences may come from other cases, prompts or scorers.`,
    );
  const none = pairs.filter((pair) => pair.shared_cases === 0);
  if (none.length > 0)
    notes.push(
      `No case in common: ${list(none.map(({ first, second }) => `${name(first)} and ${name(second)}`))}.`,
    );
  const failing = targets.filter(({ error_rate }) => error_rate !== null && error_rate > 0);
  if (failing.length > 0)
    notes.push(
      `${failing.some(({ error_rate }) => (error_rate as number) > manyFailures) ? 'Many calls' : 'Calls'} failed (${list(failing.map((target) => `${target.name} ${percentSize(target.error_rate as number, 1)} %`))}): they count as quality 0; times and cost are those of the answers.`,
    );
  const byHour = targets.filter(({ by_hour }) => by_hour);
  if (byHour.length > 0)
    notes.push(
      `Paid for by the hour (${list(byHour.map((target) => target.name))}): there is no cost per call, so cost is not compared; it is in the run's own table.`,
    );
  const unpriced = targets.filter(({ cost_per_1k_usd: cost, by_hour }) => cost === null && !by_hour);
  if (unpriced.length > 0) notes.push(`Cost unknown: ${list(unpriced.map((target) => target.name))}.`);
  const groups = pairs.flatMap(({ metrics }) =>
    metrics.flatMap(({ metric, clusters, n }) => (metric === 'quality' && n > 0 ? [clusters] : [])),
  );
  const least = Math.min(...groups);
  if (groups.length > 0 && least < fewClusters)
    notes.push(
      `Only ${least} independent group${least === 1 ? '' : 's'} of cases: more groups help more than more cases in these.`,
    );
  return notes;
}
