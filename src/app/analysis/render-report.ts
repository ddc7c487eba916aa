import type { Report } from '../../contract/report.ts';
import { reportCsv } from '../../report/document/report-csv.ts';
import { reportHtml } from '../../report/document/report-html.ts';
import { reportMarkdown } from '../../report/document/report-markdown.ts';

const renderers = {
  html: reportHtml,
  md: reportMarkdown,
  csv: reportCsv,
  json: (report: Report) => `${JSON.stringify(report, null, 2)}\n`,
};
export type ReportFormat = keyof typeof renderers;

/** The same report gives the same text, byte for byte. */
export async function renderReport(report: Report, format: ReportFormat): Promise<string> {
  return renderers[format](report);
}
