/** What stands under the comparison when a run has ended: answers that failed, how to have lost calls again, and the decision. */
import type { RunSummary } from '../contract/analysis.ts';
import type { ResultStore } from '../contract/result-store.ts';
import { retryNote } from '../report/retry-note.ts';
import { wrap } from '../report/wrap.ts';
import { wrongAnswersText } from '../report/wrong-answers-text.ts';
import type { CommandContext } from './command.ts';
import { decisionLine } from './decision-line.ts';
import { withProgressNote } from './tell-while.ts';
import type { WrongAnswers } from '../app/stored/wrong-answers.ts';

/** With the store of the run, whoever holds it. */
export type WithStore = <T>(work: (store: ResultStore) => Promise<T>) => Promise<T>;

export async function printWrongAnswers(
  { run }: RunSummary,
  wrong: WrongAnswers,
  withStore: WithStore,
  context: CommandContext,
): Promise<void> {
  if (wrong.size === 0) return;
  const ids = run.targets.map(({ id }) => id);
  const records = await withStore((store) => wrong.read(store, run.run_id, ids));
  const text = wrongAnswersText(run, records, context);
  if (text !== '') context.print(`\n${text}`);
}

export function reportRetry(summary: RunSummary, command: string | undefined, context: CommandContext): void {
  const again = command === undefined ? null : retryNote(summary, command);
  if (again !== null) context.note(`\n${wrap(again, context.width, '').join('\n')}`);
}

export async function printDecision(
  { run }: RunSummary,
  withStore: WithStore,
  context: CommandContext,
): Promise<void> {
  const line = await withProgressNote(
    context,
    'choosing',
    withStore((store) => decisionLine(store, run)),
  );
  if (line !== null) context.print(`\n${wrap(line, context.width, '').join('\n')}`);
}
