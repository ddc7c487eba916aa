import type { BatchModel } from '../../contract/batch.ts';
import type { LaneChange } from '../../contract/lane.ts';
import type { Target } from '../../contract/suite.ts';
import type { RunJournal } from '../../journal/journal.ts';
import type { RunOptions } from '../run-plan.ts';
import type { Pauses } from './follow-batch.ts';
import type { OpenBatch } from './open-batches.ts';

export interface BatchRunOptions extends Pick<
  RunOptions,
  'messagesOf' | 'stop' | 'kill' | 'mayStart' | 'laneEnded'
> {
  journal: Pick<RunJournal, 'append' | 'appendBatch'>;
  modelOf(target: Target): BatchModel;
  /** Of earlier goes at the run. */
  open: readonly OpenBatch[];
  changed?(targetId: string, change: LaneChange): void;
  pauses?: Pauses;
}
