import { describe, expect, it } from 'vitest';
import type { History, HistorySeries } from '../../contract/history.ts';
import { metrics } from '../metrics/metrics.ts';
import { lookAt } from '../target-look.ts';
import { chartThemes } from './chart-theme.ts';
import { historyCard, historyOption, withGaps } from './history-option.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2031, 3, 1);
const point = (day: number, value: number | null) => ({
  at_ms: start + day * dayMs,
  value,
  low: value === null ? null : value - 0.1,
  high: value === null ? null : value + 0.1,
  n: 50,
  ...(value === null && { why: 'nothing scored' }),
});
const series: HistorySeries = {
  target_key: 'k',
  label: 'gpt',
  suite_name: 'triage',
  suite_hash: 'a',
  split: {},
  points: [point(0, 0.5), point(1, null), point(4, 0.75)],
  markers: [
    { at_ms: start + 4 * dayMs, kind: 'client', before: 'OK', after: 'measurement unreliable' },
    { at_ms: start + 4 * dayMs, kind: 'price', before: 'a', after: 'b' },
  ],
  changes: [
    {
      at_ms: start + 4 * dayMs,
      method: 'cusum',
      before: 0.5,
      after: 0.75,
      difference: 0.25,
      low: null,
      high: null,
      p: null,
      verdict: 'better',
      beside: [],
    },
  ],
};
const history: History = {
  schema: 'assay.history/1',
  scores: [],
  metric: { key: 'quality', label: 'Quality', unit: '%' },
  bucket: 'day',
  since_ms: start,
  until_ms: start + 5 * dayMs,
  series: [series],
  notes: [],
};
const lines = [{ name: 'gpt, triage', look: lookAt(0, 'light'), dashed: true, series }];
const drawing = { history, metric: metrics.quality, lines, theme: chartThemes.light, widthPx: 800 };

describe('a metric over time', () => {
  it('has a gap where a bucket has no calls, and none between neighbours', () => {
    const days = withGaps(series.points, 'day').map(({ at_ms, value }) => [(at_ms - start) / dayMs, value]);
    expect(days).toEqual([
      [0, 0.5],
      [1, null],
      [2, null],
      [4, 0.75],
    ]);
  });

  it('draws a band from low to high, one upright line an instant, and a mark on each change', () => {
    const { series: drawn } = historyOption(drawing);
    const of = (id: string) => drawn.find((each) => each.id === id)?.data as unknown[];
    expect(of('low 0')).toEqual(withGaps(series.points, 'day').map(({ at_ms, low }) => [at_ms, low]));
    const widths = of('band 0').map((each) => (each as [number, number | null])[1]);
    expect(widths.map((width) => width && Number(width.toFixed(9)))).toEqual([0.2, null, null, 0.2]);
    // the band has no width at points between gaps
    expect(of('intervals')).toEqual(
      [0, 2].map((i) => Object.values(series.points[i] ?? {})).map(([at, , low, high]) => [at, low, high]),
    );
    expect(of('markers')).toEqual([[start + 4 * dayMs]]);
    expect(of('changes')).toMatchObject([{ value: [start + 4 * dayMs, 0.75] }]);
    expect(drawn.find(({ name }) => name === 'gpt, triage')).toMatchObject({
      connectNulls: false,
      lineStyle: { type: 'dashed' },
    });
  });

  it('says of a bucket what each line has, n/a with the reason', () => {
    const rows = (day: number) => historyCard(drawing, start + day * dayMs)?.rows;
    expect(rows(0)).toEqual([['gpt, triage', '50.0 % [40.0, 60.0]']]);
    expect(rows(1)).toEqual([['gpt, triage', 'n/a: nothing scored']]);
    expect(rows(2)).toBeUndefined();
  });
});
