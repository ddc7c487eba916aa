/** What an import made of a file, for a person and for a program. */
import type { Run } from '../contract/run.ts';
import { formatCounted } from './format.ts';
import { shortRunId } from './runs-table.ts';

/** As the reading of the file gives it; absent for an exported run, which comes back as it was. */
export interface ImportFindings {
  mapped: [field: string, column: string][];
  ignored: string[];
  unknown: Partial<Record<string, number>>;
  dropped: number;
  without_answer: number;
  notes: string[];
}

export function importJson({ run_id, planned, targets, cases }: Run, findings?: ImportFindings): string {
  const document = {
    schema: 'assay.import/1',
    run_id,
    samples: planned,
    targets: targets.length,
    cases,
    ...(findings && { ...findings, mapped: Object.fromEntries(findings.mapped) }),
  };
  return JSON.stringify(document, null, 2);
}

function findingLines(findings: ImportFindings): string[] {
  const { mapped, ignored, unknown, dropped, without_answer } = findings;
  const unknowns = Object.entries(unknown).map(([field, count]) => `${field} ${count ?? 0}`);
  return [
    `  taken: ${mapped.map(([field, column]) => (field === column ? field : `${field} from ${column}`)).join(', ')}`,
    ...(ignored.length > 0 ? [`  ignored columns: ${ignored.join(', ')}`] : []),
    ...(unknowns.length > 0 ? [`  not known in so many rows: ${unknowns.join(', ')}`] : []),
    ...(dropped > 0
      ? [`  ${formatCounted(dropped, 'row')} left out: another row of the same call was kept`]
      : []),
    ...(without_answer > 0
      ? [`  ${formatCounted(without_answer, 'call')} without an answer: counted as failed`]
      : []),
    ...findings.notes.map((note) => `  ${note}`),
  ];
}

export function importText(file: string, run: Run, findings?: ImportFindings): string {
  const { run_id, planned, targets, cases } = run;
  return [
    `${file}: ${formatCounted(planned, 'call')} of ${formatCounted(targets.length, 'target')} on ${formatCounted(cases, 'case')}`,
    ...(findings ? findingLines(findings) : []),
    `See it: \`assay show ${shortRunId(run_id)}\``,
  ].join('\n');
}
