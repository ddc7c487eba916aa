import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { RunTarget } from '../../../../src/contract/run.ts';
import type { TargetLook } from '../../../../src/view/target-look.ts';
import { fitLabels } from '../../../../src/view/label-tails.ts';
import { shortLabels } from '../../../../src/view/short-labels.ts';
import { TargetName } from '../../ui/target-name.tsx';
import styles from './case-grid.module.css';
import { CaseRow } from './case-row.tsx';
import type { GridRow } from './use-grid.ts';

const rowHeight = 34;

interface CaseGridProps {
  total: number;
  rowAt: (index: number) => GridRow | undefined;
  targets: RunTarget[];
  looks: Map<string, TargetLook>;
  active: number;
  setActive: (index: number) => void;
  open: (index: number) => void;
  onView: (view: { first: number; last: number }) => void;
}

const steps: Record<string, (at: number, last: number, page: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  j: (at) => at + 1,
  k: (at) => at - 1,
  PageDown: (at, _, page) => at + page,
  PageUp: (at, _, page) => at - page,
  Home: () => 0,
  End: (_, last) => last,
};

/** Only the rows in view exist; the scroll bar stands for all of them. */
export function CaseGrid({ total, rowAt, targets, looks, active, setActive, open, onView }: CaseGridProps) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onView({ first, last }), [first, last, onView]);
  useEffect(() => {
    if (active < total) virtual.scrollToIndex(active, { align: 'auto' });
  }, [virtual, active, total]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (event.key === 'Enter') open(active);
    else if (step && !event.ctrlKey && !event.metaKey) {
      const page = Math.floor((frame.current?.clientHeight ?? 0) / rowHeight) - 2;
      setActive(Math.max(0, Math.min(total - 1, step(active, total - 1, page))));
    } else return;
    event.preventDefault();
  };
  const columns = { '--columns': targets.length } as React.CSSProperties;
  return (
    <div
      ref={frame}
      className={styles.frame}
      style={columns}
      role="grid"
      aria-label="Cases and targets. Arrow keys move, Enter opens a case."
      aria-rowcount={total + 1}
      aria-colcount={targets.length + 1}
      aria-activedescendant={`case-row-${active}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <GridHead targets={targets} looks={looks} />
      <div className={styles.body} style={{ height: virtual.getTotalSize() }} role="presentation">
        {items.map(({ index, start }) => (
          <CaseRow
            key={index}
            index={index}
            offset={start}
            row={rowAt(index)}
            targets={targets}
            isActive={index === active}
            open={open}
          />
        ))}
      </div>
    </div>
  );
}

/** Characters of a name in three lines of a column. */
const labelWidth = 30;

function GridHead({ targets, looks }: Pick<CaseGridProps, 'targets' | 'looks'>) {
  const labels = fitLabels(shortLabels(targets.map(({ label }) => label)), labelWidth);
  return (
    <div className={styles.head} role="row" aria-rowindex={1}>
      <span role="columnheader">Case</span>
      {targets.map(({ id, label }, i) => (
        <span key={id} role="columnheader" className={styles.target} title={label}>
          <TargetName look={looks.get(id)} label={labels[i] ?? label} />
        </span>
      ))}
    </div>
  );
}
