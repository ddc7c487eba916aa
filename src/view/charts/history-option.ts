/** A metric over time: a line each, in the band of its intervals; where something changed or was different is marked. */
import type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import { bucketMs } from '../../contract/history-names.ts';
import type { BucketName, History, HistorySeries } from '../../contract/history.ts';
import { intervalText } from '../format.ts';
import { metricText, type Metric } from '../metrics/metric.ts';
import type { TargetLook } from '../target-look.ts';
import { bucketText } from '../words/history-words.ts';
import type { ChartOption, TooltipCard, TooltipHit } from './chart-option.ts';
import type { ChartTheme } from './chart-theme.ts';
import { errorBars } from './error-bars.ts';
import { isAlone, lineOption } from './line-option.ts';

type Shown = Pick<Metric, 'label' | 'unit' | 'format'>;
type Point = [at: number, value: number | null];

/** More lines than colours could not be told apart. */
export const maxHistoryLines = 12;

export interface HistoryLine {
  name: string;
  look: TargetLook;
  /** A further line of the same target. */
  dashed: boolean;
  series: HistorySeries;
}

export interface HistoryDrawing {
  history: History;
  metric: Shown;
  lines: readonly HistoryLine[];
  theme: ChartTheme;
  widthPx: number;
}

/** A bucket without calls has no point: one without a value stands for it, so that no line crosses the gap. */
export function withGaps(points: HistorySeries['points'], bucket: BucketName): HistorySeries['points'] {
  return points.flatMap((point, i) => {
    const before = points[i - 1];
    if (!before || point.at_ms - before.at_ms <= bucketMs[bucket]) return [point];
    return [{ at_ms: before.at_ms + bucketMs[bucket], value: null, low: null, high: null, n: 0 }, point];
  });
}

/** Two lines, one on the other: the lower end, and from there the width of the interval. */
function bandSeries({ look, series }: HistoryLine, bucket: BucketName, at: number): LineSeriesOption[] {
  const points = withGaps(series.points, bucket);
  const hidden = { type: 'line', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, z: 1 } as const;
  const stack = `band ${at}`;
  const part = (value: (low: number, high: number) => number): Point[] =>
    points.map(({ at_ms, low, high }) => [at_ms, low === null || high === null ? null : value(low, high)]);
  return [
    { ...hidden, id: `low ${at}`, stack, stackStrategy: 'all', data: part((low) => low) },
    {
      ...hidden,
      id: `band ${at}`,
      stack,
      stackStrategy: 'all',
      data: part((low, high) => high - low),
      areaStyle: { color: look.colour, opacity: 0.14 },
    },
  ];
}

/** Points between two gaps: a band has no width there, so their intervals are drawn as bars. */
function loneIntervals(lines: readonly HistoryLine[], bucket: BucketName, theme: ChartTheme) {
  const alone = lines.flatMap(({ name, series }) => {
    const points = withGaps(series.points, bucket);
    const values = points.map(({ at_ms, value }): Point => [at_ms, value]);
    return points.flatMap(({ at_ms, low, high }, at) =>
      low === null || high === null || !isAlone(values, at) ? [] : [{ id: name, x: at_ms, low, high }],
    );
  });
  return errorBars(alone, new Map(lines.map(({ name, look }) => [name, look])), theme);
}

/** Upright lines where something besides the figures was different. */
function markerSeries(lines: readonly HistoryLine[], theme: ChartTheme): CustomSeriesOption {
  const instants = [...new Set(lines.flatMap(({ series }) => series.markers.map(({ at_ms }) => at_ms)))];
  return {
    type: 'custom',
    id: 'markers',
    silent: true,
    z: 0,
    encode: { x: 0, y: -1 },
    data: instants.map((at) => [at]),
    renderItem: (params, api) => {
      const { y, height } = params.coordSys as unknown as { y: number; height: number };
      const x = api.coord([api.value(0), 0])[0] ?? 0;
      return {
        type: 'line',
        shape: { x1: x, x2: x, y1: y, y2: y + height },
        style: { stroke: theme.muted, lineWidth: 1, lineDash: [3, 3], opacity: 0.7 },
      };
    },
  };
}

/** On the line, where its figures changed. */
function changeSeries(lines: readonly HistoryLine[], theme: ChartTheme): ScatterSeriesOption {
  const data = lines.flatMap(({ look, series }) =>
    (series.changes ?? []).flatMap(({ at_ms }) => {
      const value = series.points.find((point) => point.at_ms === at_ms)?.value ?? null;
      if (value === null) return [];
      const itemStyle = { color: theme.panel, borderColor: look.colour, borderWidth: 2 };
      return [{ value: [at_ms, value], itemStyle }];
    }),
  );
  return { type: 'scatter', id: 'changes', silent: true, z: 4, symbol: 'diamond', symbolSize: 13, data };
}

/** What all lines have in one bucket. */
export function historyCard(
  { history, metric, lines }: Pick<HistoryDrawing, 'history' | 'metric' | 'lines'>,
  atMs: number,
): TooltipCard | null {
  const rows = lines.flatMap(({ name, series }): [string, string][] => {
    const point = series.points.find(({ at_ms }) => at_ms === atMs);
    if (!point) return [];
    const { value, low, high, why } = point;
    if (value === null) return [[name, why ? `n/a: ${why}` : 'n/a']];
    const ends = low === null || high === null ? '' : ` ${intervalText({ low, high }, metric.format)}`;
    return [[name, `${metricText(metric, value)}${ends}`]];
  });
  return rows.length === 0 ? null : { title: bucketText(atMs, history.bucket), colour: null, rows };
}

export function historyOption(drawing: HistoryDrawing): ChartOption {
  const { history, metric, lines, theme, widthPx } = drawing;
  const { bucket } = history;
  const drawn = lines.map(({ name, look, dashed, series }) => ({
    name,
    colour: look.colour,
    symbol: look.symbol,
    dashed,
    points: withGaps(series.points, bucket).map(({ at_ms, value }): Point => [at_ms, value]),
  }));
  const format = (value: number) => metricText(metric, value);
  const dates = {
    format: (ms: number) => bucketText(ms, bucket),
    splitNumber: Math.max(2, Math.round(widthPx / 180)),
  };
  const axes = { x: 'Start of the bucket, UTC', y: '', format, theme, dates, isScaled: true };
  const isPercent = metric.unit === '%';
  const option = lineOption(drawn, { ...axes, ...(isPercent && { ticks: { factor: 100 } }) });
  const formatter = (hits: TooltipHit | TooltipHit[]) =>
    historyCard(drawing, [hits].flat()[0]?.axisValue ?? Number.NaN);
  return {
    ...option,
    legend: { show: false },
    // half a date of the axis has room beside the last point
    grid: { left: 56, right: 36, top: 16, bottom: 44, outerBoundsMode: 'none' },
    tooltip: { ...option.tooltip, formatter },
    series: [
      ...lines.flatMap((line, at) => bandSeries(line, bucket, at)),
      loneIntervals(lines, bucket, theme),
      markerSeries(lines, theme),
      ...option.series.map((series) => ({ ...series, z: 3 })),
      changeSeries(lines, theme),
    ],
  };
}
