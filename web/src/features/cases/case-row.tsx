import { memo, useMemo } from 'react';
import { visibleLine, visibleText } from '../../../../src/base/visible-text.ts';
import type { RunTarget } from '../../../../src/contract/run.ts';
import styles from './case-grid.module.css';
import { describeCells, isFlaky, verdictOf } from './cell-verdict.ts';
import type { GridRow } from './use-grid.ts';
import { VerdictMark } from './verdict-mark.tsx';

interface CaseRowProps {
  index: number;
  /** Distance from the top of the list, px. */
  offset: number;
  /** `undefined` while it is fetched. */
  row: GridRow | undefined;
  targets: RunTarget[];
  isActive: boolean;
  open: (index: number) => void;
}

export const CaseRow = memo(function CaseRow({ index, offset, row, targets, isActive, open }: CaseRowProps) {
  const cells = useMemo(() => Map.groupBy(row?.cells ?? [], ({ target_id: id }) => id), [row]);
  return (
    <div
      id={`case-row-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      className={styles.row}
      data-active={isActive || undefined}
      style={{ transform: `translateY(${offset}px)` }}
      onClick={() => open(index)}
    >
      <span role="rowheader" title={row && visibleText(`${row.case_id}\n${row.preview}`)}>
        {row && (
          <span className={styles.case}>
            <span className={styles.number}>{row.case_index + 1}</span>
            <span className={styles.preview}>{visibleLine(row.preview || row.case_id)}</span>
            {row.category && <span className={styles.category}>{visibleLine(row.category)}</span>}
          </span>
        )}
      </span>
      {targets.map(({ id, label }) => {
        const found = cells.get(id) ?? [];
        const words = describeCells(found);
        return (
          <span
            key={id}
            role="gridcell"
            className={styles.cell}
            data-flaky={isFlaky(found) || undefined}
            title={row && `${label}: ${words}`}
          >
            {row && <span className="visually-hidden">{words}</span>}
            {found.map((cell) => (
              <VerdictMark key={cell.sample_id} verdict={verdictOf(cell)} />
            ))}
            {row && found.length === 0 && (
              <span className={styles.pending} aria-hidden="true">
                ·
              </span>
            )}
          </span>
        );
      })}
    </div>
  );
});
