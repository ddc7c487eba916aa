/** Quality against a cost or a latency: points with their interval, and the frontier as steps. */
import type { LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import { percentText, percentTick } from '../format.ts';
import { headerOf, metricText, metricTick, type Metric } from '../metrics/metric.ts';
import type { TargetLook } from '../target-look.ts';
import type { ChartOption, TooltipCard, XAxis, YAxis } from './chart-option.ts';
import { axisLook, tooltipLook, type ChartTheme } from './chart-theme.ts';
import { errorBars } from './error-bars.ts';
import { logTicks } from './log-ticks.ts';
import { ampleRoom, pointLabels, type LabelRoom } from './scatter-labels.ts';
import { frontierLine, xRange, yRange, type ScatterPoint } from './scatter-points.ts';

export interface ScatterDrawing {
  points: readonly ScatterPoint[];
  x: Metric;
  isLog: boolean;
  looks: ReadonlyMap<string, TargetLook>;
  theme: ChartTheme;
  /** Target that is recommended. */
  pick?: string | null;
  room?: LabelRoom;
}

export function scatterOption(drawing: ScatterDrawing): ChartOption {
  const { points, theme, x, looks } = drawing;
  return {
    textStyle: { fontFamily: theme.font },
    grid: {
      left: 8,
      right: 24,
      top: 30,
      bottom: 26,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: xAxis(drawing),
    yAxis: yAxis(points, theme),
    tooltip: {
      ...tooltipLook(theme),
      trigger: 'item',
      formatter: (hit) => {
        const point = points[Array.isArray(hit) ? -1 : hit.dataIndex];
        return point ? card(point, x, looks.get(point.id)?.colour ?? theme.text) : null;
      },
    },
    series: [frontierSeries(points, theme), errorBars(points, looks, theme), pointSeries(drawing)],
  };
}

/** Of ticks with room for their labels. */
const tickPx = 60;

function xAxis({ points, x, isLog, theme, room = ampleRoom }: ScatterDrawing): XAxis {
  const look = axisLook(theme);
  const range = xRange(points, isLog);
  const shared = {
    ...look,
    name: headerOf(x) + (isLog ? ', log scale' : ''),
    nameLocation: 'middle' as const,
    nameGap: 28,
    ...range,
  };
  const axisLabel = { ...look.axisLabel, formatter: (value: number) => metricTick(x, value) };
  if (!isLog) return { ...shared, type: 'value', axisLabel: { ...axisLabel, showMaxLabel: false } };
  const customValues = logTicks(range.min, range.max, Math.min(9, Math.floor(room.plotWidthPx / tickPx)));
  return {
    ...shared,
    type: 'log',
    axisTick: { show: true, lineStyle: { color: theme.line }, customValues },
    axisLabel: { ...axisLabel, customValues },
  };
}

function yAxis(points: readonly ScatterPoint[], theme: ChartTheme): YAxis {
  const look = axisLook(theme);
  return {
    ...look,
    type: 'value',
    name: 'Quality, %',
    nameTextStyle: { ...look.nameTextStyle, align: 'left' },
    ...yRange(points),
    axisLabel: { ...look.axisLabel, formatter: percentTick },
  };
}

function frontierSeries(points: readonly ScatterPoint[], theme: ChartTheme): LineSeriesOption {
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

function pointSeries(drawing: ScatterDrawing): ScatterSeriesOption {
  const { points, isLog, looks, theme, pick, room = ampleRoom } = drawing;
  const { min, max } = xRange(points, isLog);
  const positionOf = (x: number) =>
    isLog ? Math.log(x / min) / Math.log(max / min) : (x - min) / (max - min);
  const labels = pointLabels({ points, positionOf, room, pick, theme });
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
        label: labels[index] ?? { show: false },
      };
    }),
    // Labels of the frontier make room for each other; only the others give way.
    labelLayout: ({ dataIndex }) =>
      points[dataIndex ?? -1]?.onFrontier
        ? { moveOverlap: 'shiftY', hideOverlap: true }
        : { hideOverlap: true },
    emphasis: { scale: 1.4 },
  };
}

function card(point: ScatterPoint, x: Metric, colour: string): TooltipCard {
  const interval = point.isIntervalKnown
    ? `${percentText(point.low)} to ${percentText(point.high)}`
    : 'interval unknown';
  const rows: TooltipCard['rows'] = [
    ['Quality', `${percentText(point.y)}  (${interval}, n ${point.n})`],
    [x.label, `${metricText(x, point.x)}  (n ${point.xReading.n ?? 0})`],
  ];
  if (point.xReading.why) rows.push(['Provisional', point.xReading.why]);
  if (point.onFrontier) rows.push(['Frontier', 'no other target is better on both']);
  return { title: point.label, colour, rows };
}
