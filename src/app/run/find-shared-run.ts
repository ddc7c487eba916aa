import type { Control } from '../../contract/control.ts';
import type { Run } from '../../contract/run.ts';
import type { Suite } from '../../contract/suite.ts';
import type { AppContext } from '../context.ts';
import { withControl } from '../data/with-control.ts';

const sameNames = (run: Run, suite: Suite) =>
  JSON.stringify(run.targets.map(({ id }) => id)) === JSON.stringify(suite.targets.map(({ id }) => id));

export interface SharedBefore {
  run: Run;
  /** Whoever began it was gone before all its lanes were in the queue, or nobody was left to say that it has ended. */
  isOrphan: boolean;
}

/** It calls itself running, but a lane that has not ended is with no worker and on the way to none. */
async function isOrphan(
  { registry, queue }: Pick<Control, 'registry' | 'queue'>,
  { run_id }: Run,
): Promise<boolean> {
  const open = (await registry.lanes(run_id)).filter(({ ended }) => ended === null);
  const lanes = open.map(({ targetId }) => ({ runId: run_id, targetId }));
  return lanes.length === 0 || (await queue.missing(lanes)).length > 0;
}

/** The newest run of the same cases, targets and repeats that stopped early or was orphaned. */
export async function unfinishedShared(
  control: Pick<Control, 'registry' | 'queue'>,
  suite: Suite,
): Promise<SharedBefore | null> {
  for (const run of await control.registry.runs()) {
    const isSame = run.suite_hash === suite.hash && run.repeats === suite.repeats && sameNames(run, suite);
    if (!isSame) continue;
    if (run.status === 'partial') return { run, isOrphan: false };
    if (run.status === 'running' && (await isOrphan(control, run))) return { run, isOrphan: true };
  }
  return null;
}

/** The run by workers that is to be resumed. */
export function findSharedRun(
  place: Pick<AppContext, 'control' | 'notify'>,
  suite: Suite,
): Promise<SharedBefore | null> {
  return withControl(place, (control) => unfinishedShared(control, suite));
}
