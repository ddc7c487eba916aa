import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import { historySplits } from '../../../../src/contract/history-names.ts';
import type { History } from '../../../../src/contract/history.ts';
import { get } from '../../lib/api.ts';
import { withVisibleLabel } from '../../lib/visible-names.ts';
import { periodOf, targetsIn, type HistorySearch } from './history-search.ts';

const refreshMs = 60_000;

const visible = (history: History): History => ({
  ...history,
  series: history.series.map((series) => ({
    ...withVisibleLabel(series),
    suite_name: visibleLine(series.suite_name),
    split: Object.fromEntries(
      Object.entries(series.split).map(([name, value]) => [name, visibleLine(value)]),
    ),
  })),
  notes: history.notes.map(visibleLine),
});

/** Lines over time with their changes, as the address asks for them. */
export const historyQuery = (search: HistorySearch) =>
  queryOptions({
    queryKey: ['history', search],
    queryFn: ({ signal }) => {
      const { metric, targets, suite, bucket, by, shared } = search;
      const { sinceMs, untilMs } = periodOf(search, performance.timeOrigin + performance.now());
      const query = {
        metric,
        target: targetsIn(targets),
        suite,
        bucket,
        by,
        ...Object.fromEntries(historySplits.map((name) => [name, search[name]])),
        changes: 'true',
        // shared cases are those of one suite
        shared_cases: shared && suite !== undefined ? 'true' : undefined,
        since_ms: String(sinceMs),
        until_ms: untilMs === undefined ? undefined : String(untilMs),
      };
      return get('/api/history', { query }, signal);
    },
    select: visible,
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  });
