/** Quality against a cost or a latency: points with their interval, and the frontier as steps. */
import type { EChartsCoreOption } from 'echarts/core';
import type { RunSummary, TargetSummary } from '../../../src/contract/analysis.ts';
import { percentText, percentTick } from '../../../src/view/format.ts';
import {
  headerOf,
  metricText,
  metricTick,
  type Metric,
  type Reading,
} from '../../../src/view/metrics/metric.ts';
import { axisLook, chartFont, tooltipLook, type ChartTheme } from './chart-theme.ts';
import { errorBars } from './error-bars.ts';
import { logTicks } from './log-ticks.ts';
import { fitLabels } from '../../../src/view/label-tails.ts';
import { shortLabels } from '../../../src/view/short-labels.ts';
import type { TargetLook } from '../../../src/view/target-look.ts';
import { tooltipCard } from './tooltip-card.ts';

export interface ScatterPoint {
  id: string;
  label: string;
  x: number;
  y: number;
  /** Both are `y` where the interval is unknown. */
  low: number;
  high: number;
  isIntervalKnown: boolean;
  n: number;
  xReading: Reading;
  onFrontier: boolean;
  /** The x value is below its percentile's floor. */
  isProvisional: boolean;
}

export interface ScatterInput {
  summary: RunSummary;
  x: Metric;
  frontier: string[];
  isLog: boolean;
  hidden: ReadonlySet<string>;
  looks: Map<string, TargetLook>;
  theme: ChartTheme;
}

/** Targets that have both values; a provisional x counts, marked as such. A value of 0 has no place on a log axis. */
export function scatterPoints(input: Omit<ScatterInput, 'looks' | 'theme'>): ScatterPoint[] {
  return input.summary.targets.flatMap((target) => {
    const point = pointOf(target, input.x, input.frontier);
    return point && !input.hidden.has(point.id) && (point.x > 0 || !input.isLog) ? [point] : [];
  });
}

function pointOf(target: TargetSummary, metric: Metric, frontier: string[]): ScatterPoint | null {
  const xReading = metric.read(target);
  const x = xReading.value ?? xReading.provisional ?? null;
  if (x === null || target.quality === null) return null;
  const { id, label } = target.target;
  const { value: y, n } = target.quality;
  const { low, high } = target.quality;
  const isIntervalKnown = low !== null && high !== null;
  const isProvisional = xReading.value === null;
  return {
    id,
    label,
    x,
    y,
    low: low ?? y,
    high: high ?? y,
    isIntervalKnown,
    n,
    xReading,
    onFrontier: frontier.includes(id),
    isProvisional,
  };
}

export function scatterOption(input: ScatterInput): EChartsCoreOption {
  const { theme, x, looks } = input;
  const points = scatterPoints(input);
  const byId = new Map(points.map((point) => [point.id, point]));
  const range = xRange(points, input.isLog);
  return {
    textStyle: { fontFamily: chartFont },
    grid: {
      left: 8,
      right: 24,
      top: 30,
      bottom: 26,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: xAxis(input, range),
    yAxis: yAxis(points, theme),
    tooltip: {
      ...tooltipLook(theme),
      trigger: 'item',
      formatter: ({ data }: { data?: { id?: string } }) => {
        const point = byId.get(data?.id ?? '');
        return point ? card(point, x, looks.get(point.id)?.colour ?? theme.text) : '';
      },
    },
    series: [
      frontierSeries(points, theme),
      errorBars(points, looks, theme),
      pointSeries(points, looks, theme, (point) => labelPlace(point, range, input.isLog)),
    ],
  };
}

function xAxis({ x, isLog, theme }: ScatterInput, range: { min: number; max: number }) {
  return {
    ...axisLook(theme),
    type: isLog ? 'log' : 'value',
    name: headerOf(x) + (isLog ? ', log scale' : ''),
    nameLocation: 'middle',
    nameGap: 28,
    ...range,
    ...(isLog
      ? {
          axisTick: {
            show: true,
            lineStyle: { color: theme.line },
            customValues: logTicks(range.min, range.max),
          },
        }
      : {}),
    axisLabel: {
      ...axisLook(theme).axisLabel,
      formatter: (value: number) => metricTick(x, value),
      ...(isLog ? { customValues: logTicks(range.min, range.max) } : { showMaxLabel: false }),
    },
  };
}

function yAxis(points: ScatterPoint[], theme: ChartTheme) {
  const lowest = Math.min(...points.map(({ low }) => low));
  const highest = Math.max(...points.map(({ high }) => high));
  return {
    ...axisLook(theme),
    type: 'value',
    name: 'Quality, %',
    nameTextStyle: { ...axisLook(theme).nameTextStyle, align: 'left' },
    min: points.length > 0 ? Math.max(0, Math.floor((lowest - 0.01) * 10) / 10) : 0,
    max: points.length > 0 ? Math.min(1, Math.ceil((highest + 0.01) * 10) / 10) : 1,
    axisLabel: { ...axisLook(theme).axisLabel, formatter: percentTick },
  };
}

/** From the cheapest to the dearest; only points the analysis put on the frontier. */
export function frontierLine(points: ScatterPoint[]): [number, number][] {
  return points
    .filter(({ onFrontier }) => onFrontier)
    .toSorted((a, b) => a.x - b.x)
    .map(({ x, y }) => [x, y]);
}

function frontierSeries(points: ScatterPoint[], theme: ChartTheme) {
  return {
    type: 'line',
    id: 'frontier',
    name: 'frontier',
    step: 'end',
    silent: true,
    symbol: 'none',
    z: 1,
    data: frontierLine(points),
    lineStyle: { color: theme.frontier, width: 1.5, type: [5, 4] },
  };
}

/** Characters of a name beside its point. */
const labelWidth = 26;

function pointSeries(
  points: ScatterPoint[],
  looks: Map<string, TargetLook>,
  theme: ChartTheme,
  placeOf: (point: ScatterPoint) => ReturnType<typeof labelPlace>,
) {
  const labels = fitLabels(shortLabels(points.map(({ label }) => label)), labelWidth);
  return {
    type: 'scatter',
    id: 'targets',
    name: 'targets',
    z: 3,
    data: points.map((point, index) => {
      const look = looks.get(point.id);
      const colour = look?.colour ?? theme.text;
      return {
        id: point.id,
        name: point.label,
        value: [point.x, point.y],
        symbol: look?.symbol ?? 'circle',
        // Of two labels that overlap ECharts keeps the one of the larger symbol: that of the frontier.
        symbolSize: point.onFrontier ? 12 : 10,
        itemStyle: point.isProvisional
          ? { color: theme.panel, borderColor: colour, borderWidth: 1.5 }
          : { color: colour, borderColor: theme.panel, borderWidth: 1 },
        label: {
          show: true,
          formatter: labels[index],
          ...placeOf(point),
          color: point.onFrontier ? theme.text : theme.muted,
          fontSize: 11,
          fontFamily: chartFont,
          textBorderColor: theme.panel,
          textBorderWidth: 4,
        },
      };
    }),
    // Labels of the frontier make room for each other; only the others give way.
    labelLayout: ({ dataIndex }: { dataIndex?: number }) =>
      points[dataIndex ?? -1]?.onFrontier
        ? { moveOverlap: 'shiftY', hideOverlap: true }
        : { hideOverlap: true },
    emphasis: { scale: 1.4 },
  };
}

/** Room for labels on both sides. A log axis would otherwise stretch to whole powers of ten and leave the points in a corner. */
export function xRange(points: Pick<ScatterPoint, 'x'>[], isLog: boolean): { min: number; max: number } {
  const values = points.map(({ x }) => x);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (points.length === 0) return isLog ? { min: 1, max: 10 } : { min: 0, max: 1 };
  if (!isLog) return { min: 0, max: most > 0 ? most * 1.08 : 1 };
  // Wide enough to hold round ticks even when all points share one value.
  const room = Math.max(1.25, (most / least) ** 0.12);
  return { min: least / room, max: most * room };
}

/**
 * The steps reach a point of the frontier from below and leave it to the right: its upper left is free. All other points lie below
 * and to the right of the steps, where their labels go. At the edges there is no such choice.
 */
function labelPlace(
  { x, onFrontier }: ScatterPoint,
  { min, max }: { min: number; max: number },
  isLog: boolean,
) {
  const share = isLog ? Math.log(x / min) / Math.log(max / min) : (x - min) / (max - min);
  const isLeft = share > (onFrontier ? 0.25 : 0.75);
  const height = onFrontier ? -5 : 14;
  return {
    position: isLeft ? [-4, height] : [15, height],
    align: isLeft ? 'right' : 'left',
    verticalAlign: 'middle',
  };
}

function card(point: ScatterPoint, x: Metric, colour: string): HTMLElement {
  const interval = point.isIntervalKnown
    ? `${percentText(point.low)} to ${percentText(point.high)}`
    : 'interval unknown';
  const rows: [string, string][] = [
    ['Quality', `${percentText(point.y)}  (${interval}, n ${point.n})`],
    [x.label, `${metricText(x, point.x)}  (n ${point.xReading.n ?? 0})`],
  ];
  if (point.xReading.why) rows.push(['Provisional', point.xReading.why]);
  if (point.onFrontier) rows.push(['Frontier', 'no other target is better on both']);
  return tooltipCard(point.label, colour, rows);
}
