import { useTable } from '@tanstack/react-table';
import { memo, useMemo } from 'react';
import type { RunSummary, TargetSummary } from '../../../../src/contract/analysis.ts';
import { bestTargets, isComparable } from '../../../../src/view/metrics/best-marks.ts';
import { moveBetweenRows } from '../../lib/row-keys.ts';
import type { TargetLook } from '../../../../src/view/target-look.ts';
import {
  comparisonColumns,
  comparisonFeatures,
  comparisonMetrics,
  isShown,
  shownMetrics,
} from './comparison-columns.ts';
import { ComparisonHeader } from './comparison-header.tsx';
import { ComparisonRow } from './comparison-row.tsx';
import styles from './comparison-table.module.css';
import { sortOf, sortWord } from './overview-search.ts';
import { qualityScale } from './quality-scale.ts';

interface ComparisonTableProps {
  summary: RunSummary;
  looks: Map<string, TargetLook>;
  /** Targets left out of the charts. */
  hidden: ReadonlySet<string>;
  toggle: (targetId: string) => void;
  /** As it stands in the address. */
  sort: string | undefined;
  setSort: (sort: string | undefined) => void;
}

const columnIds = ['target', 'progress', ...comparisonMetrics.map(({ key }) => key)];

const options = {
  features: comparisonFeatures,
  columns: comparisonColumns,
  getRowId: (summary: TargetSummary) => summary.target.id,
  enableSortingRemoval: false,
  enableMultiSort: false,
};

/** The table's rows and columns, sorted as the address says. */
function useSortedTable(
  { targets }: RunSummary,
  sort: string | undefined,
  setSort: ComparisonTableProps['setSort'],
) {
  const sorting = useMemo(() => [sortOf(sort, columnIds)], [sort]);
  return useTable({
    ...options,
    data: targets,
    state: { sorting },
    onSortingChange(updater) {
      const [next] = typeof updater === 'function' ? updater(sorting) : updater;
      if (next) setSort(sortWord(next));
    },
  });
}

/** What all rows are drawn with: the best of each column, which columns there are, and the scale of the bars. */
const frameOf = (summary: RunSummary) => ({
  best: new Map(
    isComparable(summary)
      ? comparisonMetrics.map((metric) => [metric.key, bestTargets(metric, summary.targets)])
      : [],
  ),
  shown: shownMetrics(summary.targets),
  scale: qualityScale(summary.targets),
});

export const ComparisonTable = memo(function ComparisonTable({
  summary,
  looks,
  hidden,
  toggle,
  sort,
  setSort,
}: ComparisonTableProps) {
  const table = useSortedTable(summary, sort, setSort);
  const { best, shown, scale } = useMemo(() => frameOf(summary), [summary]);
  return (
    <div className={styles.frame} role="region" aria-label="Comparison of the targets" tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">
          One row per target. Column headers sort. Arrow keys move between rows; Space shows or hides a target
          in the charts.
        </caption>
        <thead>
          <tr>
            {table
              .getHeaderGroups()[0]
              ?.headers.filter(({ id }) => isShown(id, shown))
              .map((header) => (
                <ComparisonHeader
                  key={header.id}
                  id={header.id}
                  sorted={header.column.getIsSorted()}
                  sort={header.column.getToggleSortingHandler()}
                />
              ))}
          </tr>
        </thead>
        <tbody onKeyDown={moveBetweenRows}>
          {table.getRowModel().rows.map((row) => (
            <ComparisonRow
              key={row.id}
              summary={row.original}
              look={looks.get(row.id)}
              best={best}
              scale={scale}
              isHidden={hidden.has(row.id)}
              isBaseline={summary.run.baseline_id === row.id}
              toggle={toggle}
              shown={shown}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
});
