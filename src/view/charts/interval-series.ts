/** What an interval chart is made of: a band, ranges, and the values on them. */
import type { CustomSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { TargetSymbol } from '../target-look.ts';
import type { ChartTheme } from './chart-theme.ts';

export interface IntervalRow {
  label: string;
  value: number | null;
  /** Both are `null` where the interval is unknown. */
  low: number | null;
  high: number | null;
  /** Behind the row, where there is room. */
  text: string;
  colour: string;
  symbol: TargetSymbol;
  /** Recommended: in bold. */
  isPick: boolean;
}

export function bandSeries(
  { low, high }: { low: number; high: number },
  theme: ChartTheme,
): CustomSeriesOption {
  return {
    type: 'custom',
    id: 'band',
    silent: true,
    z: 1,
    encode: { x: [0, 1], y: -1 },
    data: [[low, high]],
    renderItem: (params, api) => {
      const { y, height } = params.coordSys as unknown as { y: number; height: number };
      const left = api.coord([api.value(0), 0])[0] ?? 0;
      const right = api.coord([api.value(1), 0])[0] ?? 0;
      return {
        type: 'rect',
        shape: { x: left, y, width: right - left, height },
        style: { fill: theme.muted, opacity: 0.13 },
      };
    },
  };
}

export function rangeSeries(rows: readonly IntervalRow[]): CustomSeriesOption {
  return {
    type: 'custom',
    id: 'ranges',
    silent: true,
    z: 2,
    encode: { x: [0, 1], y: 2 },
    data: rows.map(({ low, high }, index) => [low ?? '-', high ?? '-', index]),
    renderItem: ({ dataIndex }, api) => {
      const row = rows[dataIndex];
      if (!row || row.low === null || row.high === null) return null;
      const [x1 = 0, y = 0] = api.coord([row.low, dataIndex]);
      const [x2 = 0] = api.coord([row.high, dataIndex]);
      return {
        type: 'line',
        shape: { x1, x2, y1: y, y2: y },
        style: { stroke: row.colour, lineWidth: 3, lineCap: 'round', opacity: 0.45 },
      };
    },
  };
}

export function valueSeries(rows: readonly IntervalRow[], theme: ChartTheme): ScatterSeriesOption {
  return {
    type: 'scatter',
    id: 'values',
    silent: true,
    z: 3,
    data: rows.map(({ value, colour, symbol, isPick }, index) => ({
      value: [value ?? '-', index],
      symbol,
      symbolSize: isPick ? 11 : 9,
      itemStyle: { color: colour, opacity: 1, borderColor: theme.panel, borderWidth: 1 },
    })),
  };
}
