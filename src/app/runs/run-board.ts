import { createBoard, type Board, type SummaryOptions } from '../../analyze/progress/board.ts';
import type { RunSummary } from '../../contract/analysis.ts';
import type { Run } from '../../contract/run.ts';
import { withFrontier } from '../../decide/with-frontier.ts';

/** Sums up a run while its samples come in, or from those that are stored. */
export type RunBoard = Pick<Board, 'add' | 'addRetry'> & { summary(options?: SummaryOptions): RunSummary };

export function runBoard(run: Run): RunBoard {
  const board = createBoard(run);
  return {
    add: (sample) => board.add(sample),
    addRetry: (retried) => board.addRetry(retried),
    summary: (options) => withFrontier(board.summary(options)),
  };
}
