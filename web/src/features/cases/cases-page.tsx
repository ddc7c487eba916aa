import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { formatCount } from '../../lib/format.ts';
import { useRun } from '../../lib/run-query.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { useTargetLooks } from '../../ui/use-scheme.ts';
import { CaseFilters } from './case-filters.tsx';
import { CaseGrid } from './case-grid.tsx';
import { activeFilters, type CaseSearch } from './case-search.ts';
import styles from './cases-page.module.css';
import { neededPages } from './grid-pages.ts';
import { Legend } from './legend.tsx';
import { useGrid } from './use-grid.ts';

/** Fetched while the grid is looked at. */
const CaseDrawer = lazy(() => import('./case-drawer.tsx'));

const noFilters = {
  right: undefined,
  wrong: undefined,
  outcome: undefined,
  category: undefined,
  search: undefined,
};

/** Every case against every target: where they differ, and what exactly each said. */
export function CasesPage() {
  const { runId } = useParams({ from: '/runs/$runId' });
  const { case: openCase, ...filters } = useSearch({ from: '/runs/$runId/cases' });
  const navigate = useNavigate({ from: '/runs/$runId/cases' });
  const { run, summary } = useRun(runId);
  const looks = useTargetLooks(run.targets);
  const [view, setView] = useState({ first: 0, last: 0 });
  const [active, setActive] = useState(0);
  /** Makes the filters' own fields start afresh. */
  const [cleared, setCleared] = useState(0);

  const targetIds = useMemo(() => run.targets.map(({ id }) => id), [run.targets]);
  const categories = useMemo(
    () =>
      [...new Set(summary.targets.flatMap(({ by_category: by }) => Object.keys(by)))]
        .filter(Boolean)
        .toSorted(),
    [summary],
  );
  const grid = useGrid(runId, filters, targetIds, neededPages(view, active));
  const change = (changes: Partial<CaseSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...changes }), replace: true, resetScroll: false });
  const filter = (changes: Partial<CaseSearch>) => {
    setActive(0);
    change(changes);
  };
  const clear = () => {
    setCleared((count) => count + 1);
    filter(noFilters);
  };
  const open = (index: number) => {
    const row = grid.rowAt(index);
    setActive(index);
    if (row) change({ case: row.case_id });
  };

  const total = grid.total;
  // A case opened by its address may be anywhere: its place is told only once it is known.
  const place = openCase === undefined ? undefined : grid.indexOf(openCase);
  const count =
    total === undefined ? 'Loading …' : `${formatCount(total)} of ${formatCount(run.cases)} cases`;
  return (
    <div className={styles.page}>
      <CaseFilters
        key={cleared}
        filters={filters}
        targets={run.targets}
        categories={categories}
        change={filter}
      />
      <div className={styles.line}>
        <p className={styles.count} aria-live="polite">
          {count}
        </p>
        {activeFilters(filters) > 0 && (
          <button type="button" className="plain-button" onClick={clear}>
            Clear filters
          </button>
        )}
        <Legend />
      </div>
      {grid.error && <ErrorNotice error={grid.error} />}
      {total === 0 ? (
        <Notice title="No case matches">
          Fewer filters show more; a run that goes on may still bring some.
        </Notice>
      ) : (
        <CaseGrid
          total={total ?? 0}
          rowAt={grid.rowAt}
          targets={run.targets}
          looks={looks}
          active={active}
          setActive={setActive}
          open={open}
          onView={setView}
        />
      )}
      <Suspense>
        <CaseDrawer
          runId={runId}
          caseId={openCase}
          targets={run.targets}
          looks={looks}
          place={total === undefined || place === undefined ? null : { index: place, total }}
          step={(by) => open(Math.max(0, Math.min((total ?? 1) - 1, (place ?? active) + by)))}
          close={() => change({ case: undefined })}
        />
      </Suspense>
    </div>
  );
}
