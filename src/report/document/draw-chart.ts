/**
 * A chart as SVG text, by ECharts without a browser; the same bytes for the same chart. It is not installed with Assay: the build
 * bundles the parts that are used into this module, which is loaded when a report is rendered.
 */
import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, setPlatformAPI, use as register } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartOption } from '../../view/charts/chart-option.ts';
import { textWidth } from './text-width.ts';

register([CustomChart, GridComponent, LabelLayout, LegendComponent, LineChart, ScatterChart, SVGRenderer]);
setPlatformAPI({ measureText: (text, font = '') => ({ width: textWidth(text, font) }) });

/**
 * What a drawing that only stands there needs not: rules for a pointer above it, numbers of its data, sizes that the style sheet
 * gives. All but the style stand inside tags; in the text of a chart quotes are escaped, so that nothing of it is taken for them.
 */
const unneeded = [
  /<style ?>.*?<\/style>\n?/gs,
  / class="zr\d+-cls-\d+"/g,
  / ecmeta_\w+="[^"]*"/g,
  / pointer-events="visible"/g,
  / xmlns(?::xlink)?="[^"]*"/g,
  / version="1\.1" baseProfile="full"/g,
  /<rect [^>]*fill="none"><\/rect>\n?/g,
  /font-family:system-ui, sans-serif;/g,
];

/** `id` is unique in its document: drawings on one page share the names that they refer to. */
export function drawChart(
  option: ChartOption,
  { width, height, id }: { width: number; height: number; id: string },
): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    const still: Partial<ChartOption> = { ...option, animation: false };
    delete still.tooltip;
    chart.setOption(still);
    const svg = unneeded.reduce((text, what) => text.replaceAll(what, ''), chart.renderToSVGString());
    return (
      svg
        .replaceAll(/(clip-path="url\(#|<clipPath id=")zr\d+-/g, `$1${id}-`)
        // a line that begins so would be a command where a job's log is read
        .replaceAll('##[', '##&#91;')
    );
  } finally {
    chart.dispose();
  }
}
