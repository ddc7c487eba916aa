/** A report as one HTML file: opens without a network, prints, and is the same bytes for the same data. */
import type { Report, ReportRun } from '../../contract/report.ts';
import { escapeXml } from '../escape-xml.ts';
import {
  formatCounted,
  formatPercent,
  formatUsd,
  intervalText,
  percentText,
  unknown,
} from '../../view/format.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import { comparisonSection } from './comparison-section.ts';
import { bullets, figure, htmlTable, paragraph, section } from './html.ts';
import { lineChart, type Line } from './line-chart.ts';
import { methodNotes } from './method-notes.ts';
import { provenance, runSection } from './run-section.ts';
import { style } from './style.ts';
import { utc } from './utc.ts';

const nameOf = ({ run }: ReportRun) => `Run ${shortRunId(run.run_id)}, ${utc(run.started_at_ms)}`;

function aboutLine({ runs, period, kind }: Report): string {
  if (period)
    return `${utc(period.since_ms)} to ${utc(period.until_ms)}, ${formatCounted(runs.length, 'run')}`;
  const [first] = runs;
  return kind === 'run' && first ? nameOf(first) : formatCounted(runs.length, 'run');
}

const percent = (value: number) => percentText(value, 0);

function overTime({ runs }: Report): string {
  const labels = [...new Set(runs.flatMap(({ figures }) => figures.map(({ label }) => label)))];
  const lines = (valueOf: (figures: ReportRun['figures'][number]) => number | null): Line[] =>
    labels.map((label) => ({
      label,
      points: runs.map(({ run, figures }) => {
        const found = figures.find((each) => each.label === label);
        const value = found ? valueOf(found) : null;
        return value === null ? null : { at_ms: run.started_at_ms, value };
      }),
    }));
  const quality = lineChart(
    'Quality over time',
    lines(({ quality: q }) => q?.value ?? null),
    percent,
  );
  const cost = lineChart(
    'Cost over time',
    lines(({ cost_per_1k_usd: usd }) => usd),
    formatUsd,
  );
  const rows = runs.flatMap((entry) => entry.figures.map((figures) => ({ entry, figures })));
  return section(
    'Over time',
    figure(quality, 'Quality of each target, run by run. Runs of another suite do not compare.'),
    figure(cost, 'US dollars per 1,000 calls.'),
    htmlTable(rows, [
      { title: 'run', text: ({ entry }) => nameOf(entry) },
      { title: 'suite', kind: 'left', text: ({ entry }) => entry.run.suite_name },
      { title: 'target', kind: 'left', text: ({ figures }) => figures.label },
      { title: 'quality %', text: ({ figures }) => formatPercent(figures.quality?.value) },
      {
        title: '95 % interval',
        text: ({ figures: { quality: q } }) =>
          q && q.low !== null && q.high !== null
            ? intervalText({ low: q.low, high: q.high }, formatPercent)
            : unknown,
      },
      { title: 'errors %', text: ({ figures }) => formatPercent(figures.error_rate?.value) },
      { title: '$/1k', text: ({ figures }) => formatUsd(figures.cost_per_1k_usd) },
    ]),
  );
}

function body(report: Report): string {
  const { kind, runs, comparison } = report;
  const sections =
    kind === 'period'
      ? [overTime(report)]
      : [
          ...(kind === 'comparison' && comparison ? [comparisonSection(comparison)] : []),
          ...runs.map((entry) => runSection(entry, kind === 'run' ? 'Result' : nameOf(entry))),
          ...(kind === 'run' && comparison ? [comparisonSection(comparison)] : []),
        ];
  const sources = runs.map(
    (entry) => (runs.length > 1 ? `<h3>${escapeXml(nameOf(entry))}</h3>` : '') + provenance(entry),
  );
  return [
    `<h1>${escapeXml(report.title)}</h1>`,
    paragraph(aboutLine(report), 'about'),
    runs.length === 0 ? paragraph('No run falls into this period.', 'warn') : '',
    ...sections,
    section('How the numbers are made', bullets(methodNotes(report))),
    section('Where they come from', ...sources),
  ].join('\n');
}

export function reportHtml(report: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(report.title)}</title>
<style>${style}</style>
</head>
<body><main>
${body(report)}
</main></body>
</html>
`;
}
