import { keepPreviousData, queryOptions, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { GridPage } from '../../../../src/contract/grid.ts';
import { get } from '../../lib/api.ts';
import { useTouchedCases } from '../../lib/use-run-live.ts';
import { gridParameters, type CaseFilters } from './case-search.ts';
import { neededPages, pageSize } from './grid-pages.ts';

export type GridRow = GridPage['cases'][number];

export interface Grid {
  /** Number of cases that match; `undefined` until the first answer. */
  total: number | undefined;
  rowAt: (index: number) => GridRow | undefined;
  /** A row that may still be on its way; `undefined` when it cannot be had, or something else is looked at before it is there. */
  fetchRow: (index: number) => Promise<GridRow | undefined>;
  /** Where a case stands; `undefined` when its page is not among those on hand. */
  indexOf: (caseId: string) => number | undefined;
  error: Error | null;
  /** Asks again for what failed. */
  retry: () => void;
}

/** A live run's visible pages are asked for again at most this often, ms. */
const refreshEvery = 1500;

export function gridQuery(runId: string, filters: CaseFilters, targetIds: string[], page: number) {
  const query = gridParameters(filters, targetIds, page * pageSize, pageSize);
  return queryOptions({
    queryKey: ['run', runId, 'grid', query],
    queryFn: ({ signal }) => get('/api/runs/{id}/grid', { params: { id: runId }, query }, signal),
    // Of another filter: the old rows stay until the new ones are there. Of another page they would be the wrong rows.
    ...(page === 0 ? { placeholderData: keepPreviousData } : {}),
    staleTime: 30_000,
  });
}

/** Where the reader is: rows on the screen, and the one that the keyboard is at. */
interface Reading {
  shown: { first: number; last: number };
  active: number;
}

export function useGrid(
  runId: string,
  filters: CaseFilters,
  targetIds: string[],
  { shown, active }: Reading,
): Grid {
  const { data: first } = useQuery(gridQuery(runId, filters, targetIds, 0));
  const pages = neededPages(shown, active, first?.total);
  const results = useQueries({ queries: pages.map((page) => gridQuery(runId, filters, targetIds, page)) });
  const client = useQueryClient();
  useLiveRefresh(runId);
  const rowAt = (index: number) => {
    const result = results[pages.indexOf(Math.floor(index / pageSize))];
    return result?.data?.cases[index % pageSize];
  };
  return {
    total: first?.total,
    rowAt,
    fetchRow: (index) =>
      client.fetchQuery(gridQuery(runId, filters, targetIds, Math.floor(index / pageSize))).then(
        ({ cases }) => cases[index % pageSize],
        () => undefined,
      ),
    indexOf: (caseId) =>
      indexIn(
        caseId,
        pages,
        results.map(({ data }) => data),
      ),
    error: results.find(({ error }) => error)?.error ?? null,
    retry: () => results.forEach(({ error, refetch }) => error && void refetch()),
  };
}

function indexIn(caseId: string, pages: number[], found: (GridPage | undefined)[]): number | undefined {
  for (const [at, page] of found.entries()) {
    const place = page?.cases.findIndex((row) => row.case_id === caseId) ?? -1;
    if (place >= 0) return (pages[at] as number) * pageSize + place;
  }
  return undefined;
}

/** New samples make the pages on screen be fetched again, not more often than a reader could follow. */
function useLiveRefresh(runId: string): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const listener = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: ['run', runId, 'grid'] });
      void client.invalidateQueries({ queryKey: ['run', runId, 'case'] });
    }, refreshEvery);
  }, [client, runId]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useTouchedCases(listener);
}
