/** Load over time, and throughput against latency. */
import type { EChartsCoreOption } from 'echarts/core';
import type { PhaseReport } from '../../../src/contract/load-report.ts';
import { axisLook, chartFont, tooltipLook, type ChartTheme } from './chart-theme.ts';

export interface LoadLine {
  name: string;
  colour: string;
  dashed?: boolean;
  /** Horizontal and vertical; `null` is a gap. */
  points: [number, number | null][];
}

interface Axes {
  x: string;
  y: string;
  format: (value: number) => string;
  theme: ChartTheme;
}

/** Lines over one horizontal axis; a value that is not known is a gap. */
export function loadOption(lines: readonly LoadLine[], { x, y, format, theme }: Axes): EChartsCoreOption {
  const axis = axisLook(theme);
  return {
    textStyle: { fontFamily: chartFont },
    tooltip: {
      ...tooltipLook(theme),
      trigger: 'axis',
      valueFormatter: (value: number | null) => (value === null ? 'n/a' : format(value)),
    },
    legend: { top: 0, right: 8, textStyle: { color: theme.muted, fontSize: 11 } },
    grid: { left: 64, right: 16, top: 32, bottom: 40, outerBoundsMode: 'none' },
    xAxis: {
      ...axis,
      type: 'value',
      name: x,
      nameLocation: 'middle',
      nameGap: 26,
      min: 'dataMin',
      max: 'dataMax',
    },
    yAxis: { ...axis, type: 'value', name: y, min: 0, axisLabel: { ...axis.axisLabel, formatter: format } },
    series: lines.map(({ name, colour, dashed, points }) => ({
      type: 'line',
      name,
      data: points,
      symbol: points.length > 40 ? 'none' : 'circle',
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
