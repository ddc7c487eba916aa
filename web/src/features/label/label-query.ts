import { queryOptions } from '@tanstack/react-query';
import type { BlindAnswers, LabelList } from '../../../../src/contract/label.ts';
import { getJson, runUrl } from '../../lib/api.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import type { LabelSearch } from './label-search.ts';

/** Read anew whenever the view is opened, and left alone while a person works through it. */
export function labelListQuery(runId: string, search: LabelSearch) {
  return queryOptions({
    queryKey: ['labels', runId, search],
    queryFn: ({ signal }) => getJson<LabelList>(runUrl(runId, `/labels${stringifySearch(search)}`), signal),
    staleTime: Infinity,
    gcTime: 0,
  });
}

export function blindQuery(runId: string, item: LabelList['items'][number] | undefined) {
  const sought = stringifySearch({ sample: item?.sample_id, other: item?.other_sample_id });
  const rest = `/blind/${encodeURIComponent(item?.case_id ?? '')}${sought}`;
  return queryOptions({
    queryKey: ['blind', runId, rest],
    queryFn: ({ signal }) => getJson<BlindAnswers>(runUrl(runId, rest), signal),
    enabled: item !== undefined,
    staleTime: Infinity,
  });
}
