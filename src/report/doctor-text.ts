import type { DoctorReport, Finding } from '../contract/finding.ts';
import { formatCounted } from '../view/format.ts';
import { paintWith, type Paint } from './paint.ts';

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

const block = ({ level, where, what, remedy }: Finding, paint: Paint): string =>
  [
    `${paint(level === 'error' ? 'red' : 'yellow', level)}  ${where}`,
    `  ${oneLine(what)}`,
    `  ${paint('green', 'fix:')} ${oneLine(remedy)}`,
  ].join('\n');

export function doctorText(report: DoctorReport, options: { color: boolean }): string {
  const paint = paintWith(options.color);
  const { data_dir, runs, findings, repaired } = report;
  const head = `${data_dir}: ${formatCounted(runs, 'run')} with a journal`;
  const canRepair = findings.filter((finding) => finding.can_repair).length;
  return [
    findings.length === 0
      ? `${head}, nothing is wrong.`
      : `${head}, ${formatCounted(findings.length, 'finding')}.`,
    ...findings.map((finding) => `\n${block(finding, paint)}`),
    ...(repaired.length > 0 ? ['', ...repaired] : []),
    ...(canRepair > 0 && repaired.length === 0
      ? ['', `--repair can put ${canRepair} of them right; it deletes nothing.`]
      : []),
  ].join('\n');
}
