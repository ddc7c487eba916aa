/** A report as one HTML file: opens without a network, prints, and is the same bytes for the same data. */
import type { Report } from '../../contract/report.ts';
import { formatCounted } from '../../view/format.ts';
import { escapeXml } from '../escape-xml.ts';
import { figureWriter, type WriteFigure } from './chart-figure.ts';
import { comparisonSection } from './comparison-section.ts';
import { bullets, paragraph, section } from './html.ts';
import { methodNotes } from './method-notes.ts';
import { overTime } from './over-time.ts';
import { provenance } from './provenance.ts';
import { runName } from './run-name.ts';
import { runSection } from './run-section.ts';
import { style } from './style.ts';
import { utc } from './utc.ts';

function aboutLine({ runs, period, kind }: Report): string {
  if (period)
    return `${utc(period.since_ms)} to ${utc(period.until_ms)}, ${formatCounted(runs.length, 'run')}`;
  const [first] = runs;
  return kind === 'run' && first ? runName(first) : formatCounted(runs.length, 'run');
}

function body(report: Report, write: WriteFigure): string {
  const { kind, runs, comparison } = report;
  const sections =
    kind === 'period'
      ? [overTime(report, write)]
      : [
          ...(kind === 'comparison' && comparison ? [comparisonSection(comparison, write)] : []),
          ...runs.map((entry) =>
            runSection(entry, { title: kind === 'run' ? 'Result' : runName(entry), write }),
          ),
          ...(kind === 'run' && comparison ? [comparisonSection(comparison, write)] : []),
        ];
  const sources = runs.map(
    (entry) => (runs.length > 1 ? `<h3>${escapeXml(runName(entry))}</h3>` : '') + provenance(entry),
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

export async function reportHtml(report: Report): Promise<string> {
  const { drawChart } = await import('./draw-chart.ts');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(report.title)}</title>
<style>${style}</style>
</head>
<body><main>
${body(report, figureWriter(drawChart))}
</main></body>
</html>
`;
}
