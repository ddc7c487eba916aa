/** The part of ECharts' options that charts are made of: types alone, what draws them is the caller's. */
import type {
  BarSeriesOption,
  CustomSeriesOption,
  LineSeriesOption,
  ScatterSeriesOption,
} from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

/** What a tooltip says, as data: whoever draws makes text or elements of it. */
export interface TooltipCard {
  title: string;
  /** Of the title. */
  colour: string | null;
  rows: [label: string, value: string][];
}

/** What the pointer is on; which of them are there depends on the chart. */
export interface TooltipHit {
  dataIndex: number;
  axisValue?: number;
}

type Tooltip = Omit<TooltipComponentOption, 'formatter'> & {
  formatter?: (hits: TooltipHit | TooltipHit[]) => TooltipCard | null;
};

export type ChartSeries = BarSeriesOption | CustomSeriesOption | LineSeriesOption | ScatterSeriesOption;

type Composed = ComposeOption<ChartSeries | GridComponentOption | LegendComponentOption>;

/** The axes of a chart, as ECharts types them. */
export type XAxis = Extract<NonNullable<Composed['xAxis']>, unknown[]>[number];
export type YAxis = Extract<NonNullable<Composed['yAxis']>, unknown[]>[number];

export type ChartOption = Omit<Composed, 'tooltip' | 'series'> & {
  tooltip?: Tooltip;
  series: ChartSeries[];
};
