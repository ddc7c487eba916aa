/** How targets did from run to run: two charts and a table. */
import type { Report, ReportRun, TargetFigures } from '../../contract/report.ts';
import { textWidthPx, type ChartRoom } from '../../view/charts/chart-room.ts';
import type { TickLook } from '../../view/charts/axis-ticks.ts';
import { lineOption, type ChartLine } from '../../view/charts/line-option.ts';
import { fitLabels } from '../../view/label-tails.ts';
import {
  formatCount,
  formatPercent,
  formatUsd,
  intervalText,
  percentText,
  unknown,
  usdText,
} from '../../view/format.ts';
import { headerOf, type Metric } from '../../view/metrics/metric.ts';
import { metrics } from '../../view/metrics/metrics.ts';
import type { ChartFigure, WriteFigure } from './chart-figure.ts';
import { documentLook, documentTheme as theme } from './document-theme.ts';
import { htmlTable, section } from './html.ts';
import { runName } from './run-name.ts';
import { utc } from './utc.ts';

/** More lines than colours could not be told apart. */
const maxLines = 12;
const dayMs = 86_400_000;
const legendRowPx = 22;
const plotPx = 230;

type Value = (figures: TargetFigures) => number | null;

const labelsOf = (runs: readonly ReportRun[]) => [
  ...new Set(runs.flatMap(({ figures }) => figures.map(({ label }) => label))),
];

/** Of the runs that asked the target; a value that is unknown is a gap. */
function pointsOf(runs: readonly ReportRun[], label: string, value: Value): ChartLine['points'] {
  return runs.flatMap(({ run, figures }): ChartLine['points'] => {
    const found = figures.find((each) => each.label === label);
    return found ? [[run.started_at_ms, value(found)]] : [];
  });
}

function dateFormat(runs: readonly ReportRun[]): (ms: number) => string {
  const instants = runs.map(({ run }) => run.started_at_ms);
  const span = Math.max(...instants) - Math.min(...instants);
  return span >= 2 * dayMs ? (ms) => utc(ms).slice(0, 10) : (ms) => utc(ms).slice(5, 16);
}

interface Told {
  metric: Pick<Metric, 'label' | 'unit'>;
  value: Value;
  format: (value: number) => string;
  ticks: TickLook;
  max?: number;
  caption: string;
}

function overTimeFigure(runs: readonly ReportRun[], told: Told): ChartFigure | null {
  if (new Set(runs.map(({ run }) => run.started_at_ms)).size < 2) return null;
  const all = labelsOf(runs);
  const labels = all.slice(0, maxLines);
  const lines = labels.map((label, place) => ({
    ...documentLook(place),
    points: pointsOf(runs, label, told.value),
  }));
  const left =
    all.length > maxLines
      ? ` The first ${maxLines} of ${formatCount(all.length)} targets; the table has all.`
      : '';
  return {
    title: `${told.metric.label} over time, one line per target. The table of runs has the values.`,
    caption: told.caption + left,
    heightPx: (room) => layoutOf(room, lines.length).heightPx,
    option: (room) => {
      const { legend, grid, nameChars } = layoutOf(room, lines.length);
      const names = fitLabels(labels, nameChars);
      return lineOption(
        lines.map((line, place) => ({ ...line, name: names[place] ?? '' })),
        {
          x: 'Start of the run, UTC',
          y: headerOf(told.metric),
          format: told.format,
          ticks: told.ticks,
          theme,
          dates: { format: dateFormat(runs), splitNumber: Math.round(room.widthPx / 180) },
          isScaled: true,
          legend: { ...legend, orient: 'vertical', itemGap: 8, itemHeight: 10 },
          grid,
        },
      );
    },
  };
}

/** The names of the lines: at their right, or below where there is no room. */
function layoutOf({ widthPx, nameChars, textChars }: ChartRoom, lines: number) {
  const legendPx = lines * legendRowPx;
  const sidePx = textWidthPx(nameChars) + 60;
  return textChars > 0
    ? {
        heightPx: Math.max(plotPx, legendPx + 40),
        nameChars,
        legend: { top: 24, left: widthPx - sidePx + 20 },
        grid: { right: sidePx, bottom: 50 },
      }
    : {
        heightPx: plotPx + legendPx,
        nameChars: nameChars * 2,
        legend: { top: plotPx, left: 8 },
        grid: { bottom: 50 + legendPx },
      };
}

const shownQuality = ({ quality: q }: TargetFigures) =>
  q && q.low !== null && q.high !== null
    ? intervalText({ low: q.low, high: q.high }, formatPercent)
    : unknown;

export function overTime({ runs }: Report, write: WriteFigure): string {
  const quality = overTimeFigure(runs, {
    metric: metrics.quality,
    value: (figures) => figures.quality?.value ?? null,
    format: percentText,
    ticks: { factor: 100, after: ' %' },
    caption: 'Quality of each target, run by run. Runs of another suite do not compare.',
  });
  const cost = overTimeFigure(runs, {
    metric: metrics.costPer1k,
    value: (figures) => figures.cost_per_1k_usd,
    format: usdText,
    ticks: { before: '$' },
    caption: 'US dollars per 1,000 calls.',
  });
  const rows = runs.flatMap((entry) => entry.figures.map((figures) => ({ entry, figures })));
  return section(
    'Over time',
    write(quality),
    write(cost),
    htmlTable(rows, [
      { title: 'run', text: ({ entry }) => runName(entry) },
      { title: 'suite', kind: 'left', text: ({ entry }) => entry.run.suite_name },
      { title: 'target', kind: 'left', text: ({ figures }) => figures.label },
      { title: 'quality %', text: ({ figures }) => formatPercent(figures.quality?.value) },
      { title: '95 % interval', text: ({ figures }) => shownQuality(figures) },
      { title: 'errors %', text: ({ figures }) => formatPercent(figures.error_rate?.value) },
      { title: '$/1k', text: ({ figures }) => formatUsd(figures.cost_per_1k_usd) },
    ]),
  );
}
