/** Each target of a plan as it is to be asked: call by call, or all at once. */
import type { BatchModel } from '../../contract/batch.ts';
import type { Plan } from '../../contract/plan.ts';
import type { Target } from '../../contract/suite.ts';
import type { SettledAttempt } from '../attempt-stream.ts';
import type { RunJournal } from '../journal.ts';
import { mergeAttempts } from '../merge-attempts.ts';
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

/** The part of a plan whose calls are made one by one: a guard has nothing to say of the others. */
export function singly(plan: Plan): Plan {
  const lanes = plan.lanes.filter(({ target }) => !target.batch);
  return lanes.length === plan.lanes.length ? plan : { ...plan, lanes };
}

/** Like `runPlan`, for plans with batches in them. `options.guard` is one for `singly(plan)`. */
export async function* runTogether(
  plan: Plan,
  options: RunOptions & { journal: RunJournal },
  { models, journalPath, ...rest }: Batches,
): AsyncGenerator<SettledAttempt> {
  const single = singly(plan);
  if (single === plan) return yield* runPlan(plan, options);
  const modelOf = ({ id, label }: Target) => {
    const model = models.get(id);
    if (!model) throw new Error(`no batches were opened for ${label}`);
    return model;
  };
  const open = await openBatchesOf(journalPath);
  // when one way fails, the other is given up
  const over = new AbortController();
  const kill = AbortSignal.any([options.kill, over.signal]);
  try {
    yield* mergeAttempts(
      runPlan(single, { ...options, kill }),
      runBatches(plan, { ...options, ...rest, kill, modelOf, open }),
    );
  } finally {
    over.abort();
  }
}
