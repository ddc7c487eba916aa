/** One row per target: a value with its interval along a common axis, and the same in words behind it. */
import { fitLabels } from '../label-tails.ts';
import type { ChartOption, XAxis, YAxis } from './chart-option.ts';
import { textWidthPx, type ChartRoom } from './chart-room.ts';
import { axisLook, type ChartTheme } from './chart-theme.ts';
import { bandSeries, rangeSeries, valueSeries, type IntervalRow } from './interval-series.ts';

export interface IntervalDrawing {
  rows: readonly IntervalRow[];
  /** With its unit. */
  axisName: string;
  tick: (value: number) => string;
  /** What no value can be beyond. */
  bounds?: { min?: number; max?: number };
  /** Times are seen from 0 on. */
  isFromZero?: boolean;
  /** Shaded: differences that do not matter. */
  band?: { low: number; high: number };
  room: ChartRoom;
  theme: ChartTheme;
}

const rowHeightPx = 24;
const axisSpacePx = 44;

export const intervalHeightPx = (rows: number): number => 8 + Math.max(1, rows) * rowHeightPx + axisSpacePx;

export function intervalOption(drawing: IntervalDrawing): ChartOption {
  const { rows, band, room, theme } = drawing;
  return {
    textStyle: { fontFamily: theme.font },
    grid: {
      left: textWidthPx(room.nameChars) + 14,
      right: textWidthPx(room.textChars) + 20,
      top: 8,
      bottom: axisSpacePx,
      outerBoundsMode: 'none',
    },
    xAxis: xAxis(drawing),
    yAxis: [nameAxis(drawing), ...(room.textChars > 0 ? [textAxis(drawing)] : [])],
    series: [...(band ? [bandSeries(band, theme)] : []), rangeSeries(rows), valueSeries(rows, theme)],
  };
}

/** A bound is the axis' end when values come near it; else the end is a round value. */
const endAt = (bound: number) => (range: { min: number; max: number }) => {
  const near = (range.max - range.min) * 0.25;
  return range.min - near < bound && bound < range.max + near ? bound : null;
};

function xAxis({ axisName, tick, bounds = {}, isFromZero = false, theme }: IntervalDrawing): XAxis {
  const look = axisLook(theme);
  return {
    ...look,
    type: 'value',
    scale: !isFromZero,
    ...(bounds.min !== undefined && { min: endAt(bounds.min) }),
    ...(bounds.max !== undefined && { max: endAt(bounds.max) }),
    name: axisName,
    nameLocation: 'middle',
    nameGap: 26,
    axisLabel: { ...look.axisLabel, formatter: tick },
  };
}

function rowAxis(rows: readonly IntervalRow[], theme: ChartTheme) {
  const look = axisLook(theme);
  return {
    ...look,
    type: 'category' as const,
    inverse: true,
    // by number: of two rows with the same name each has its place
    data: rows.map(({ isPick }, index) => ({
      value: String(index),
      textStyle: { fontWeight: isPick ? ('bold' as const) : ('normal' as const) },
    })),
    axisLine: { show: false },
    splitLine: { show: false },
  };
}

function nameAxis({ rows, room, theme }: IntervalDrawing): YAxis {
  const names = fitLabels(
    rows.map(({ label }) => label),
    room.nameChars,
  );
  return {
    ...rowAxis(rows, theme),
    axisLabel: {
      ...axisLook(theme).axisLabel,
      color: theme.text,
      width: textWidthPx(room.nameChars) + 4,
      overflow: 'truncate',
      interval: 0,
      hideOverlap: false,
      formatter: (index: string) => names[Number(index)] ?? '',
    },
  };
}

function textAxis({ rows, theme }: IntervalDrawing): YAxis {
  return {
    ...rowAxis(rows, theme),
    position: 'right',
    axisLabel: {
      ...axisLook(theme).axisLabel,
      interval: 0,
      hideOverlap: false,
      formatter: (index: string) => rows[Number(index)]?.text ?? '',
    },
  };
}
