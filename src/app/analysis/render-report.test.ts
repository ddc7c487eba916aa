import { expect, it } from 'vitest';
import type { Report } from '../../contract/report.ts';
import { renderReport, type ReportFormat } from './render-report.ts';

const report = {} as Report;

it.each(['junit', 'pdf', undefined, 'constructor', 'HTML'])('refuses the format %s', async (format) => {
  await expect(renderReport(report, format as ReportFormat)).rejects.toMatchObject({
    code: 'usage',
    remedy: 'Expected one of html, md, csv, json.',
  });
});

it.each([{}, null, 'x', []])('refuses %j, which is no report', async (value) => {
  await expect(renderReport(value as Report, 'html')).rejects.toMatchObject({
    code: 'usage',
    message: 'What was given is not a report.',
  });
});
