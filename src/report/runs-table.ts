import type { Run } from '../contract/run.ts';
import { formatCount, formatInstant } from './format.ts';
import { paintWith } from './paint.ts';
import { textTable, type Column } from './text-table.ts';

/** Enough of a uuid v7 to tell runs apart; every command accepts it. */
export function shortRunId(runId: string): string {
  return runId.slice(0, 13);
}

/** Stored runs, one a line. */
export function runsTable(runs: Run[], options: { color: boolean; width: number }): string {
  const paint = paintWith(options.color);
  const column = (
    title: string,
    align: Column['align'],
    priority: number,
    text: (run: Run) => string,
  ): Column => ({
    title,
    align,
    priority,
    cells: runs.map(text),
  });
  const marked = (run: Run) => {
    const isLacking = Boolean(run.left_out?.quarantined) || Boolean(run.left_out?.lost);
    const status = isLacking ? `${run.status}, some left out` : run.status;
    if (status === 'done') return status;
    return paint(run.status === 'running' ? 'cyan' : 'yellow', status);
  };
  return textTable(
    [
      column('suite', 'left', 0, (run) => run.suite_name),
      column('run', 'left', 0, (run) => shortRunId(run.run_id)),
      column('started', 'left', 1, (run) => formatInstant(run.started_at_ms)),
      column('status', 'left', 0, marked),
      column('targets', 'right', 2, (run) => formatCount(run.targets.length)),
      column('cases', 'right', 2, (run) => formatCount(run.cases)),
      column('repeats', 'right', 3, (run) => formatCount(run.repeats)),
      column('planned', 'right', 3, (run) => formatCount(run.planned)),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  ).join('\n');
}
