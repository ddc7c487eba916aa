import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import { formatCount } from '../../../../src/view/format.ts';
import { defaultProject } from '../../../../src/contract/sample-source.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { RunFilters } from './run-filters.tsx';
import { runsQuery, type ListedRun } from './runs-query.ts';
import { isFiltered, type RunsSearch } from './runs-search.ts';
import { RunsTable } from './runs-table.tsx';
import styles from './runs-page.module.css';

const distinct = (names: string[]) => [...new Set(names.map(visibleLine))].toSorted();

const namesIn = (runs: ListedRun[]) => ({
  suites: distinct(runs.map(({ suite_name: name }) => name)),
  targets: distinct(runs.flatMap(({ targets }) => targets.map(({ label }) => label))),
  projects: distinct(runs.map(({ project = defaultProject }) => project)),
});

const runsText = (count: number) => `${formatCount(count)} ${count === 1 ? 'run' : 'runs'}`;

export function RunsPage() {
  const search = useSearch({ from: '/' });
  const navigate = useNavigate();
  const query = useInfiniteQuery(runsQuery(search));
  const { data: runs, error, refetch } = query;
  const known = useMemo(() => namesIn(runs ?? []), [runs]);
  useEffect(() => {
    document.title = 'Runs · Assay';
  }, []);
  const change = (changes: Partial<RunsSearch>) =>
    void navigate({ to: '/', search: (old) => ({ ...old, ...changes }), replace: true, resetScroll: false });
  const isNone = runs?.length === 0;
  return (
    <>
      <h1 className={styles.title}>Runs</h1>
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {isNone && !isFiltered(search) ? (
        <NoRuns />
      ) : (
        <RunFilters search={search} known={known} change={change} />
      )}
      {isNone && isFiltered(search) && <Notice title="No run matches these filters" />}
      {!runs && !error && <Notice title="Loading …" />}
      {runs && runs.length > 0 && <RunsTable runs={runs} />}
      {runs && runs.length > 0 && <MoreRuns {...query} count={runs.length} />}
    </>
  );
}

function NoRuns() {
  return (
    <Notice title="No runs yet">
      <p>Runs appear here as soon as they start, and update live. Start one in a terminal:</p>
      <pre>assay run suite.yaml</pre>
      <p>
        No suite yet? <code>assay init</code> creates one; <code>assay demo</code> needs no API key.
      </p>
    </Notice>
  );
}

interface MoreRunsProps {
  /** Shown so far. */
  count: number;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** How many there are, and the next page. The focus goes to its first run: that is where reading goes on. */
function MoreRuns({ count, hasNextPage, isFetchingNextPage, fetchNextPage }: MoreRunsProps) {
  const place = useRef<HTMLDivElement>(null);
  const goOnAt = useRef<number | null>(null);
  useEffect(() => {
    const at = goOnAt.current;
    if (at === null || count <= at) return;
    goOnAt.current = null;
    place.current?.parentElement?.querySelectorAll<HTMLElement>('tbody [data-row]')[at]?.focus();
  }, [count]);
  const load = () => {
    goOnAt.current = count;
    void fetchNextPage();
  };
  return (
    <div ref={place} className={styles.more}>
      <span role="status">{hasNextPage ? `The newest ${runsText(count)} of more` : runsText(count)}</span>
      {hasNextPage && (
        <button type="button" className="plain-button" onClick={load} disabled={isFetchingNextPage}>
          {isFetchingNextPage ? 'Loading …' : 'Load more runs'}
        </button>
      )}
    </div>
  );
}
