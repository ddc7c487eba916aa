/** Figures over time, or over one another, as lines: a value that is unknown is a gap. */
import type { LegendComponentOption } from 'echarts/components';
import type { PhaseReport } from '../../contract/load-report.ts';
import type { ChartOption, XAxis } from './chart-option.ts';
import { axisTicks, type TickLook } from './axis-ticks.ts';
import { axisLook, tooltipLook, type ChartTheme } from './chart-theme.ts';

export interface ChartLine {
  name: string;
  colour: string;
  dashed?: boolean;
  symbol?: string;
  /** Horizontal and vertical; `null` is a gap. */
  points: [number, number | null][];
}

export interface LineAxes {
  /** Names with their units. */
  x: string;
  y: string;
  format: (value: number) => string;
  /** What the vertical axis has at its ticks; the numbers alone where its name has the unit. */
  ticks?: TickLook;
  theme: ChartTheme;
  /** The horizontal values are instants, in milliseconds. */
  dates?: { format: (ms: number) => string; splitNumber: number };
  /** The vertical axis spans the values alone; else it begins at 0. */
  isScaled?: boolean;
  legend?: LegendComponentOption;
  grid?: { left?: number; right?: number; bottom?: number };
}

function xAxis({ x, theme, dates }: LineAxes, values: readonly number[]): XAxis {
  const look = axisLook(theme);
  const shared = {
    ...look,
    min: 'dataMin' as const,
    max: 'dataMax' as const,
    name: x,
    nameLocation: 'middle' as const,
    nameGap: 26,
  };
  if (!dates) {
    const { text, isRound } = axisTicks(values);
    // the ends of the values stand between ticks, and often too near to one
    const [showMinLabel, showMaxLabel] = [isRound(Math.min(...values)), isRound(Math.max(...values))];
    return {
      ...shared,
      type: 'value',
      axisLabel: { ...look.axisLabel, formatter: text, showMinLabel, showMaxLabel },
    };
  }
  return {
    ...shared,
    type: 'time',
    splitNumber: dates.splitNumber,
    splitLine: { show: false },
    axisLabel: { ...look.axisLabel, formatter: (ms: number) => dates.format(ms) },
  };
}

/** Between two gaps: no line goes to it. */
export const isAlone = (points: ChartLine['points'], at: number): boolean =>
  points[at]?.[1] !== null &&
  (points[at - 1]?.[1] ?? null) === null &&
  (points[at + 1]?.[1] ?? null) === null;

/** Lines over one horizontal axis. */
export function lineOption(lines: readonly ChartLine[], axes: LineAxes): ChartOption {
  const { y, format, ticks, theme, isScaled = false, legend, grid } = axes;
  const look = axisLook(theme);
  const points = lines.flatMap((line) => line.points);
  const heights = points.flatMap(([, value]) => value ?? []);
  return {
    textStyle: { fontFamily: theme.font },
    useUTC: true,
    tooltip: {
      ...tooltipLook(theme),
      trigger: 'axis',
      valueFormatter: (value) => (typeof value === 'number' ? format(value) : 'n/a'),
    },
    legend: { top: 0, right: 8, ...legend, textStyle: { color: theme.muted, fontSize: 11 } },
    grid: { left: 64, right: 16, top: 32, bottom: 40, outerBoundsMode: 'none', ...grid },
    xAxis: xAxis(
      axes,
      points.map(([at]) => at),
    ),
    yAxis: {
      ...look,
      type: 'value',
      name: y,
      ...(isScaled ? { scale: true } : { min: 0 }),
      axisLabel: {
        ...look.axisLabel,
        formatter: axisTicks(isScaled ? heights : [0, ...heights], ticks).text,
      },
    },
    series: lines.map(({ name, colour, dashed, symbol = 'circle', points }) => ({
      type: 'line',
      name,
      data: points.map((point, at) => (isAlone(points, at) ? { value: point, symbol } : point)),
      symbol: points.length > 40 ? 'none' : symbol,
      symbolSize: 4,
      connectNulls: false,
      lineStyle: { color: colour, width: 1.5, type: dashed ? 'dashed' : 'solid' },
      itemStyle: { color: colour },
    })),
  };
}

/** One point a phase, by throughput; latencies of phases without an answer are gaps. */
export function throughputPoints(phases: readonly PhaseReport[]): [number, number | null][] {
  return phases
    .map((phase): [number, number | null] => [phase.req_s, phase.response_ms?.p50 ?? null])
    .sort((a, b) => a[0] - b[0]);
}
