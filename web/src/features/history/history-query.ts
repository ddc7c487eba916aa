import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import type { History } from '../../../../src/contract/history.ts';
import { get } from '../../lib/api.ts';
import { withVisibleLabel } from '../../lib/visible-names.ts';
import { defaultPeriod, targetsIn, type HistorySearch } from './history-search.ts';

const dayMs = 86_400_000;
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
export const historyQuery = ({ metric, targets, suite, days, bucket, by }: HistorySearch) =>
  queryOptions({
    queryKey: ['history', metric, targets, suite, days, bucket, by],
    queryFn: ({ signal }) => {
      const nowMs = performance.timeOrigin + performance.now();
      const sinceMs = nowMs - Number(days ?? defaultPeriod) * dayMs;
      const query = { metric, target: targetsIn(targets), suite, bucket, by, changes: 'true' };
      return get('/api/history', { query: { ...query, since_ms: String(sinceMs) } }, signal);
    },
    select: visible,
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  });
