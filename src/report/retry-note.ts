import type { RunSummary } from '../contract/analysis.ts';
import { answeredOutcomes, type ErrorClass, type Outcome } from '../contract/outcome.ts';
import { errorRemedies } from '../view/words/error-remedies.ts';
import { formatCounted } from '../view/format.ts';

/** Outcomes that the same command asks for again by itself. */
const askedAnyway: ReadonlySet<string> = new Set<Outcome>(['cancelled', 'dropped']);

/** How to have the calls again that got no answer, and first what to look at; `null` when all did, or under load. */
export function retryNote({ run, targets }: RunSummary, command: string): string | null {
  if (run.load || run.race) return null;
  const lost = targets
    .flatMap(({ outcomes }) => Object.entries(outcomes))
    .filter(([outcome]) => !answeredOutcomes.has(outcome as Outcome) && !askedAnyway.has(outcome))
    .reduce((sum, [, count]) => sum + count, 0);
  if (lost === 0) return null;
  const classes = new Map<string, number>();
  for (const { error_classes: counts } of targets)
    for (const [name, count] of Object.entries(counts)) classes.set(name, (classes.get(name) ?? 0) + count);
  const [[name, count] = ['', 0]] = [...classes].toSorted(([, a], [, b]) => b - a);
  const remedy = errorRemedies[name as ErrorClass];
  const why = remedy === undefined ? '' : ` Most often: ${name} (${count}), ${remedy}.`;
  return `${formatCounted(lost, 'call')} got no answer.${why} Once that is put right, \`${command} --retry-errors\` asks them again, and nothing else.`;
}
