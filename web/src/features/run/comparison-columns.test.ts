import { describe, expect, it } from 'vitest';
import { metrics } from '../../../../src/view/metrics/metrics.ts';
import { targetSummaryOf } from '../../../fixtures/summary.ts';
import { comparisonColumns, comparisonMetrics, isShown, shownMetrics } from './comparison-columns.ts';

const keysOf = (...targets: ReturnType<typeof targetSummaryOf>[]) =>
  shownMetrics(targets).map(({ key }) => key);

describe('the columns of the comparison', () => {
  it('are the target, its progress and the metrics, quality first', () => {
    const ids = comparisonColumns.map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['target', 'progress', 'quality']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.slice(2)).toEqual(comparisonMetrics.map(({ key }) => key));
  });

  it('leave out what would say nothing of any target, and keep what one has', () => {
    const clean = targetSummaryOf('a', { outcomes: { ok: 200 }, n_scored: 200 });
    const cut = targetSummaryOf('b', { outcomes: { ok: 190, truncated: 10 } });
    expect(keysOf(clean)).not.toContain(metrics.truncated.key);
    expect(keysOf(clean, cut)).toContain(metrics.truncated.key);
    expect(keysOf(clean)[0]).toBe('quality');
  });

  it('are shown by their names; what is no metric always is', () => {
    const shown = shownMetrics([targetSummaryOf('a', { outcomes: { ok: 200 } })]);
    expect(['target', 'progress', 'quality'].map((id) => isShown(id, shown))).toEqual([true, true, true]);
    expect(isShown(metrics.truncated.key, shown)).toBe(false);
  });

  it.each(comparisonMetrics.map((metric) => [metric.key, metric] as const))(
    'bring up the best of %s at the first click, and have no value for what is unknown',
    (key, metric) => {
      const column = comparisonColumns.find(({ id }) => id === key) as {
        sortDescFirst?: boolean;
        sortUndefined?: unknown;
        accessorFn: (row: unknown, index: number) => unknown;
      };
      expect(column.sortDescFirst).toBe(metric.better !== 'lower');
      expect(column.sortUndefined).toBe('last');
      const empty = targetSummaryOf('a', {
        n: 0,
        outcomes: {},
        quality: null,
        quality_answered: null,
        latency: {},
        error_rate: null as never,
        req_s: null,
        tok_s: null,
        cost: { total_usd: null, spent_usd: null, per_1k_usd: null, per_correct_usd: null, n_unknown: 0 },
      });
      expect(column.accessorFn(empty, 0)).toBe(metric.read(empty).value ?? undefined);
      expect(column.accessorFn(empty, 0)).not.toBeNull();
    },
  );
});
