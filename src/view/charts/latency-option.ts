/** How long answers took: one small histogram per target over the same time axis. */
import type { LineSeriesOption } from 'echarts/charts';
import type { RunSummary, TargetSummary } from '../../contract/analysis.ts';
import { formatCount, msTick, percentText } from '../format.ts';
import { fitLabels } from '../label-tails.ts';
import type { ChartOption, TooltipCard, YAxis } from './chart-option.ts';
import { axisLook, tooltipLook, type ChartTheme } from './chart-theme.ts';
import { logTicks } from './log-ticks.ts';
import { quantileMarks } from './quantile-marks.ts';
import type { TargetLook } from '../target-look.ts';

export interface LatencyInput {
  summary: RunSummary;
  hidden: ReadonlySet<string>;
  looks: Map<string, TargetLook>;
  theme: ChartTheme;
}

const rowHeight = 30;
const rowGap = 6;
const top = 6;
const axisSpace = 40;
const labelSpace = 148;
/** Characters of a name in that space. */
const labelWidth = 21;

/** Targets that have an answer to show. */
export function latencyRows({ summary, hidden }: Pick<LatencyInput, 'summary' | 'hidden'>): TargetSummary[] {
  return summary.targets.filter(
    ({ target, e2e_bins: bins }) => !hidden.has(target.id) && bins.some((count) => count > 0),
  );
}

export function latencyHeight(rows: number): number {
  return top + Math.max(1, rows) * (rowHeight + rowGap) + axisSpace;
}

/** First and last edge that hold an answer of any row, so that the axis is no longer than the data. */
export function occupiedEdges(edges: number[], rows: TargetSummary[]): { min: number; max: number } {
  const used = edges
    .slice(1)
    .flatMap((_, bin) => (rows.some(({ e2e_bins: bins }) => (bins[bin] ?? 0) > 0) ? [bin] : []));
  const [first, last] = [used[0] ?? 0, used.at(-1) ?? edges.length - 2];
  return { min: edges[first] ?? 1, max: edges[last + 1] ?? 10 };
}

/** The outline of a histogram as corner points: share of the answers in each bin, and 0 where there is none. */
export function outline(edges: number[], bins: number[]): [number, number][] {
  const total = bins.reduce((sum, count) => sum + count, 0);
  const corners = bins.flatMap((count, bin): [number, number][] => [
    [edges[bin] as number, count / total],
    [edges[bin + 1] as number, count / total],
  ]);
  return [[edges[0] as number, 0], ...corners, [edges.at(-1) as number, 0]];
}

export function latencyOption(input: LatencyInput): ChartOption {
  const { summary, theme, looks } = input;
  const rows = latencyRows(input);
  const edges = summary.histogram.edges_ms;
  const range = occupiedEdges(edges, rows);
  const ticks = logTicks(range.min, range.max, 6);
  const names = fitLabels(
    rows.map(({ target }) => target.label),
    labelWidth,
  );
  const isLast = (row: number) => row === rows.length - 1;
  return {
    textStyle: { fontFamily: theme.font },
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: theme.muted } },
    tooltip: {
      ...tooltipLook(theme),
      trigger: 'axis',
      formatter: (hits) => card((Array.isArray(hits) ? hits[0] : hits)?.axisValue, edges, rows, theme),
    },
    grid: rows.map((_, row) => ({
      left: labelSpace,
      right: 16,
      top: top + row * (rowHeight + rowGap),
      height: rowHeight,
      outerBoundsMode: 'none',
    })),
    xAxis: rows.map((_, row) => ({
      ...axisLook(theme),
      type: 'log',
      gridIndex: row,
      ...range,
      axisLabel: {
        ...axisLook(theme).axisLabel,
        show: isLast(row),
        formatter: msTick,
        customValues: ticks,
      },
      splitLine: { show: true, lineStyle: { color: theme.line } },
      axisPointer: { label: { show: false } },
      ...(isLast(row) ? { name: 'End to end, log scale', nameLocation: 'middle', nameGap: 26 } : {}),
    })),
    yAxis: rows.map(({ target }, row) => labelAxis(names[row] ?? target.label, row, theme)),
    series: rows.flatMap((summaryRow, row) => {
      const colour = looks.get(summaryRow.target.id)?.colour ?? theme.text;
      return [histogramSeries(summaryRow, row, edges, colour), quantileMarks(summaryRow, row, theme)];
    }),
  };
}

/** Has no scale to read; it carries the target's name. */
function labelAxis(label: string, row: number, theme: ChartTheme): YAxis {
  return {
    type: 'value',
    gridIndex: row,
    min: 0,
    max: 'dataMax',
    show: true,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { show: false },
    splitLine: { show: false },
    name: label,
    nameLocation: 'middle',
    nameRotate: 0,
    nameGap: 10,
    nameTextStyle: {
      color: theme.text,
      align: 'right',
      fontSize: 11,
      fontFamily: theme.font,
      width: labelSpace - 18,
      overflow: 'truncate',
    },
  };
}

function histogramSeries(
  summary: TargetSummary,
  row: number,
  edges: number[],
  colour: string,
): LineSeriesOption {
  return {
    type: 'line',
    id: summary.target.id,
    name: summary.target.label,
    xAxisIndex: row,
    yAxisIndex: row,
    symbol: 'none',
    data: outline(edges, summary.e2e_bins),
    lineStyle: { color: colour, width: 1.25 },
    itemStyle: { color: colour },
    areaStyle: { color: colour, opacity: 0.22 },
    clip: true,
  };
}

function card(
  at: number | undefined,
  edges: number[],
  rows: TargetSummary[],
  theme: ChartTheme,
): TooltipCard | null {
  const bin = at === undefined ? -1 : edges.findLastIndex((edge) => edge <= at);
  const [from, to] = [edges[bin], edges[bin + 1]];
  if (from === undefined || to === undefined) return null;
  const lines = rows.map(({ target, e2e_bins: bins }): [string, string] => {
    const total = bins.reduce((sum, count) => sum + count, 0);
    const count = bins[bin] ?? 0;
    return [target.label, `${percentText(count / total)}  (${formatCount(count)} of ${formatCount(total)})`];
  });
  return { title: `${msTick(from)} to ${msTick(to)}`, colour: theme.text, rows: lines };
}
