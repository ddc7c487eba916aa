import { queryOptions } from '@tanstack/react-query';
import { getJson, type RunList } from '../../lib/api.ts';

/** All runs, newest first; asked again every two seconds while one of them goes on, and every five for one that begins. */
export const runsQuery = queryOptions({
  queryKey: ['runs'],
  queryFn: ({ signal }) => getJson<RunList>('/api/runs', signal),
  select: ({ runs }) => runs.toSorted((a, b) => b.started_at_ms - a.started_at_ms),
  refetchInterval: ({ state }) => (state.data?.runs.some(({ status }) => status === 'running') ? 2000 : 5000),
});
