import { queryOptions } from '@tanstack/react-query';
import type { LabelList } from '../../../../src/contract/label.ts';
import { get } from '../../lib/api.ts';
import type { LabelSearch } from './label-search.ts';

/** Read anew whenever the view is opened, and left alone while a person works through it. */
export function labelListQuery(runId: string, search: LabelSearch) {
  return queryOptions({
    queryKey: ['labels', runId, search],
    queryFn: ({ signal }) => get('/api/runs/{id}/labels', { params: { id: runId }, query: search }, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
}

export function blindQuery(runId: string, item: LabelList['items'][number] | undefined) {
  const { case_id: caseId = '', sample_id: sample = '', other_sample_id: other } = item ?? {};
  return queryOptions({
    queryKey: ['blind', runId, caseId, sample, other],
    queryFn: ({ signal }) =>
      get(
        '/api/runs/{id}/blind/{caseId}',
        { params: { id: runId, caseId }, query: { sample, other: other ?? undefined } },
        signal,
      ),
    enabled: item !== undefined,
    staleTime: Infinity,
  });
}
