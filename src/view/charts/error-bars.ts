import type { CustomSeriesOption } from 'echarts/charts';
import type { TargetLook } from '../target-look.ts';
import type { ChartTheme } from './chart-theme.ts';

/** A value on the x axis with the interval of its y. */
export interface Interval {
  id: string;
  x: number;
  low: number;
  high: number;
}

/** Vertical intervals with small caps: ECharts has no such series, so each is drawn. */
export function errorBars(
  points: readonly Interval[],
  looks: ReadonlyMap<string, TargetLook>,
  theme: ChartTheme,
): CustomSeriesOption {
  const colours = points.map(({ id }) => looks.get(id)?.colour ?? theme.text);
  return {
    type: 'custom',
    id: 'intervals',
    name: 'intervals',
    silent: true,
    z: 2,
    dimensions: ['x', 'low', 'high'],
    encode: { x: 0, y: [1, 2] },
    data: points.map(({ x, low, high }) => [x, low, high]),
    renderItem: ({ dataIndex }, api) => {
      const [x = 0, bottom = 0] = api.coord([api.value(0), api.value(1)]);
      const [, top = 0] = api.coord([api.value(0), api.value(2)]);
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: colours[dataIndex] ?? theme.text, lineWidth: 1.25, opacity: 0.7 },
      });
      return {
        type: 'group',
        children: [line(x, top, x, bottom), line(x - 3, top, x + 3, top), line(x - 3, bottom, x + 3, bottom)],
      };
    },
  };
}
