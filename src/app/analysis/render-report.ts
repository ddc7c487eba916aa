import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { reportSchema, type Report } from '../../contract/report.ts';
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

const formats = Object.keys(renderers);

const outline = reportSchema
  .pick({ schema: true, kind: true, title: true })
  .extend({ runs: z.array(z.object({})) });

/** Of any version: what a run of an older one lacks is shown as n/a. */
const isReport = (value: unknown): value is Report => outline.safeParse(value).success;

/** The same report gives the same text, byte for byte. Throws `usage` for another format, and for what is no report. */
export async function renderReport(report: Report, format: ReportFormat): Promise<string> {
  if (!formats.includes(format))
    throw new AssayError('usage', `The format is ${JSON.stringify(format) ?? 'missing'}.`, {
      remedy: `Expected one of ${formats.join(', ')}.`,
    });
  if (isReport(report)) return renderers[format](report);
  throw new AssayError('usage', 'What was given is not a report.', {
    remedy: 'Give what `report` returns.',
  });
}
