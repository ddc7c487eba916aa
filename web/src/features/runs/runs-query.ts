import { queryOptions } from '@tanstack/react-query';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import { withVisibleLabel } from '../../lib/visible-names.ts';
import type { RunList } from '../../../../src/contract/run-listing.ts';
import { get } from '../../lib/api.ts';

function withVisibleName(run: RunList['runs'][number]): RunList['runs'][number] {
  const best = run.summary?.best_quality;
  return {
    ...run,
    suite_name: visibleLine(run.suite_name),
    ...(run.summary && best && { summary: { ...run.summary, best_quality: withVisibleLabel(best) } }),
  };
}

/** All runs, newest first; asked again every two seconds while one of them goes on, and every five for one that begins. */
export const runsQuery = queryOptions({
  queryKey: ['runs'],
  queryFn: ({ signal }) => get('/api/runs', {}, signal),
  select: ({ runs }) => runs.map(withVisibleName).toSorted((a, b) => b.started_at_ms - a.started_at_ms),
  refetchInterval: ({ state }) => (state.data?.runs.some(({ status }) => status === 'running') ? 2000 : 5000),
});
