import type { BatchModel } from '../../contract/batch.ts';
import type { Plan } from '../../contract/plan.ts';
import type { Target } from '../../contract/suite.ts';
import type { SettledAttempt } from '../attempt-stream.ts';
import type { RunJournal } from '../../journal/journal.ts';
import { runPlan, type RunOptions } from '../run-plan.ts';
import type { BatchRunOptions } from './batch-run-options.ts';
import { openBatchesOf } from './open-batches.ts';
import { runBatches } from './run-batches.ts';

export interface Batches extends Pick<BatchRunOptions, 'changed' | 'pauses'> {
  /** By target id. */
  models: ReadonlyMap<string, BatchModel>;
  /** Where batches of earlier goes are noted. */
  journalPath: string;
}

/** The lane of a plan of one, as its target is to be asked: call by call, or all at once. */
export async function* runLane(
  plan: Plan,
  options: RunOptions & { journal: RunJournal },
  { models, journalPath, ...rest }: Batches,
): AsyncGenerator<SettledAttempt> {
  if (!plan.lanes[0]?.target.batch) return yield* runPlan(plan, options);
  const modelOf = ({ id, label }: Target) => {
    const model = models.get(id);
    if (!model) throw new Error(`no batches were opened for ${label}`);
    return model;
  };
  yield* runBatches(plan, { ...options, ...rest, modelOf, open: await openBatchesOf(journalPath) });
}
