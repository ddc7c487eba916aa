import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import { withVisibleLabel } from '../../lib/visible-names.ts';
import type { RunList } from '../../../../src/contract/run-listing.ts';
import { get } from '../../lib/api.ts';
import type { RunsSearch } from './runs-search.ts';

export type ListedRun = RunList['runs'][number];

function withVisibleName(run: ListedRun): ListedRun {
  const best = run.summary?.best_quality;
  return {
    ...run,
    suite_name: visibleLine(run.suite_name),
    ...(run.summary && best && { summary: { ...run.summary, best_quality: withVisibleLabel(best) } }),
  };
}

/**
 * Runs by filter, newest first, a page at a time; asked again every two seconds while one of them goes on, and every five for one that begins.
 * Of several pages more seldom, so that a long list costs no more than a short one.
 */
export const runsQuery = (search: RunsSearch) =>
  infiniteQueryOptions({
    queryKey: ['runs', search],
    queryFn: ({ pageParam, signal }) =>
      get('/api/runs', { query: { ...search, ...(pageParam !== '' && { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }: RunList) => next_cursor,
    select: ({ pages }) => pages.flatMap(({ runs }) => runs.map(withVisibleName)),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      const pages = state.data?.pages ?? [];
      const isRunning = pages.some(({ runs }) => runs.some(({ status }) => status === 'running'));
      return (isRunning ? 2000 : 5000) * Math.max(1, pages.length);
    },
  });
