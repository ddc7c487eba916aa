import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import type { RunSummary } from '../../../../src/contract/analysis.ts';
import { formatCount } from '../../../../src/view/format.ts';
import { loadChunk } from '../../lib/load-chunk.ts';
import { useRun } from '../../lib/run-query.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { useTargetLooks } from '../../ui/use-scheme.ts';
import { CaseFilters } from './case-filters.tsx';
import { CaseGrid } from './case-grid.tsx';
import { activeFilters } from './case-search.ts';
import styles from './cases-page.module.css';
import { Legend } from './legend.tsx';
import { useCaseView, type CaseView } from './use-case-view.ts';

/** Fetched while the grid is looked at. */
const CaseDrawer = lazy(() => loadChunk(() => import('./case-drawer.tsx')));

/** Every case against every target: where they differ, and what exactly each said. */
export function CasesPage() {
  const { runId } = useParams({ from: '/runs/$runId' });
  const { run, summary } = useRun(runId);
  const looks = useTargetLooks(run.targets);
  const targetIds = useMemo(() => run.targets.map(({ id }) => id), [run.targets]);
  const categories = useMemo(() => categoriesOf(summary), [summary]);
  const view = useCaseView(runId, targetIds);
  const { grid, openCase, active, open } = view;
  // A case opened by its address may be anywhere: its place is told only once it is known.
  const place = openCase === undefined ? undefined : grid.indexOf(openCase);
  const last = (grid.total ?? 1) - 1;
  const drawn = { targets: run.targets, looks };
  return (
    <div className={styles.page}>
      <CaseFilters
        filters={view.filters}
        targets={run.targets}
        categories={categories}
        isRepeated={run.repeats > 1}
        change={view.filter}
      />
      <CountLine view={view} cases={run.cases} isRepeated={run.repeats > 1} />
      {grid.error && <ErrorNotice error={grid.error} retry={grid.retry} />}
      {grid.total === 0 ? (
        <Notice title="No matching cases">
          Remove a filter to see more; a run in progress may still add some.
        </Notice>
      ) : (
        <CaseGrid
          {...drawn}
          total={grid.total ?? 0}
          rowAt={grid.rowAt}
          active={active}
          setActive={view.setActive}
          open={open}
          onView={view.setShown}
        />
      )}
      <Suspense>
        <CaseDrawer
          {...drawn}
          runId={runId}
          caseId={openCase}
          place={grid.total === undefined || place === undefined ? null : { index: place, total: grid.total }}
          step={(by) => open(Math.max(0, Math.min(last, (place ?? active) + by)))}
          close={view.close}
        />
      </Suspense>
    </div>
  );
}

function CountLine({ view, cases, isRepeated }: { view: CaseView; cases: number; isRepeated: boolean }) {
  const { total, error } = view.grid;
  const waiting = error ? '' : 'Loading …';
  return (
    <div className={styles.line}>
      <p className={styles.count} aria-live="polite">
        {total === undefined ? waiting : `${formatCount(total)} of ${formatCount(cases)} cases`}
      </p>
      {activeFilters(view.filters) > 0 && (
        <button type="button" className="plain-button" onClick={view.clear}>
          Clear filters
        </button>
      )}
      <Legend isRepeated={isRepeated} />
    </div>
  );
}

function categoriesOf({ targets }: RunSummary): string[] {
  const names = new Set(targets.flatMap(({ by_category: by }) => Object.keys(by)));
  return [...names].filter(Boolean).toSorted();
}
