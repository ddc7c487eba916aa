import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { RunDetail } from '../../../src/contract/run-listing.ts';
import { get } from './api.ts';
import { withVisibleNames } from './visible-names.ts';

/** A run with its summary. While it is live the event stream keeps it fresh, so nothing refetches by itself. */
export function runQuery(runId: string) {
  return queryOptions({
    queryKey: ['run', runId],
    queryFn: ({ signal }) => get('/api/runs/{id}', { params: { id: runId } }, signal),
    select: withVisibleNames,
    staleTime: 30_000,
  });
}

/** For components below the run's layout, which shows its own waiting and failing. */
export function useRun(runId: string): RunDetail {
  return useSuspenseQuery(runQuery(runId)).data;
}

export function useRunStatus(runId: string) {
  return useQuery(runQuery(runId));
}
