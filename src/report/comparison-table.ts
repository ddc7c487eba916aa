/** The comparison of a run as text. Every number comes from the summary; nothing is computed here. */
import type { RunSummary, TargetSummary } from '../contract/analysis.ts';
import { comparisonNotes } from './comparison-notes.ts';
import { unknown } from '../view/format.ts';
import { bestTargets, isComparable } from '../view/metrics/best-marks.ts';
import { comparisonColumns, type ComparisonColumn } from './comparison-columns.ts';
import { paintWith, type Paint } from './paint.ts';
import { timesTable } from './times-table.ts';
import { textTable, type Column } from './text-table.ts';

function columnOf(
  { title, priority, text: textOf }: ComparisonColumn,
  targets: TargetSummary[],
  winners: ReadonlySet<string>,
  paint: Paint,
): Column {
  // A column without a mark needs no room for one.
  const room = winners.size === 0 ? '' : ' ';
  const cells = targets.map((target) => {
    const text = textOf(target);
    if (winners.has(target.target.id)) return paint(['bold', 'green'], `${text}*`);
    return (text === unknown || text.startsWith('~') ? paint('dim', text) : text) + room;
  });
  return { title: title + room, align: 'right', cells, priority };
}

const mark = (list: string[], id: string) => (list.includes(id) ? '●' : '·');

function frontierColumn(summary: RunSummary, targets: TargetSummary[]): Column {
  const { quality_cost: cost, quality_p95: p95 } = summary.frontier;
  const cells = targets.map(({ target }) => `${mark(cost, target.id)} ${mark(p95, target.id)}`);
  return { title: '$ t', align: 'left', cells, priority: 2 };
}

/** Best quality first; what has none stands last, in the order of the suite. */
function ranked(targets: TargetSummary[]): TargetSummary[] {
  return targets.toSorted((a, b) => (b.quality?.value ?? -1) - (a.quality?.value ?? -1));
}

/**
 * The comparison of a run's targets with notes under it, no wider than `width` columns.
 * `*` marks the best point estimate of a column, `~` a percentile from too few answers to be quoted.
 */
export function comparisonTable(summary: RunSummary, options: { color: boolean; width: number }): string {
  const paint = paintWith(options.color);
  const targets = ranked(summary.targets);
  const labels: Column = {
    title: 'target',
    align: 'left',
    cells: targets.map((target) => target.target.label),
    priority: 0,
  };
  const comparable = isComparable(summary);
  const columns = comparisonColumns
    .filter(({ isTold }) => !isTold || targets.some(isTold))
    .map((column) => {
      const winners = comparable && column.metric ? bestTargets(column.metric, targets) : new Set<string>();
      return columnOf(column, targets, winners, paint);
    });
  const look = { width: options.width, header: (text: string) => paint('bold', text) };
  const times = timesTable(targets, look);
  const table = textTable(
    [labels, ...columns, ...(comparable ? [frontierColumn(summary, targets)] : [])],
    look,
  );
  const body = table.join('\n');
  const notes = comparisonNotes(summary, {
    width: options.width,
    best: body.includes('*'),
    frontier: body.includes('●'),
  }).map((note) => paint('dim', note));
  return [...table, ...(times.length > 0 ? ['', ...times] : []), '', ...notes].join('\n');
}
