import type { CustomSeriesOption } from 'echarts/charts';
import type { TargetSummary } from '../../contract/analysis.ts';
import type { ChartTheme } from './chart-theme.ts';

/** Of the grid that a series is drawn in. */
interface Grid {
  y: number;
  height: number;
}

/** Upright ticks at p50 (solid) and p95 (dashed; only where it may be quoted) over a target's histogram. */
export function quantileMarks(summary: TargetSummary, row: number, theme: ChartTheme): CustomSeriesOption {
  const quantiles = summary.latency.e2e_ms;
  const marks = [
    { at: quantiles?.p50 ?? null, dash: null },
    { at: quantiles?.p95 ?? null, dash: [3, 2] },
  ].filter((mark): mark is { at: number; dash: number[] | null } => mark.at !== null);
  return {
    type: 'custom',
    id: `quantiles of ${summary.target.id}`,
    xAxisIndex: row,
    yAxisIndex: row,
    silent: true,
    clip: true,
    z: 4,
    encode: { x: 0, y: -1 },
    data: marks.map(({ at }) => [at]),
    renderItem: (params, api) => {
      const [x = 0] = api.coord([api.value(0), 0]);
      const { y, height } = params.coordSys as unknown as Grid;
      const lineDash = marks[params.dataIndex]?.dash;
      return {
        type: 'line',
        shape: { x1: x, x2: x, y1: y, y2: y + height },
        style: { stroke: theme.text, lineWidth: 1.5, ...(lineDash && { lineDash }) },
      };
    },
  };
}
