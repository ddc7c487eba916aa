/** What an import made of a file, for a person. */
import { formatCounted } from '../view/format.ts';
import { shortRunId } from '../view/short-run-id.ts';

/** As the reading of the file gives it; absent for an exported run, which comes back as it was. */
interface Findings {
  mapped: Record<string, string>;
  ignored: string[];
  unknown: Record<string, number>;
  dropped: number;
  without_answer: number;
  notes: string[];
}

type Imported = { [Key in keyof Findings]?: Findings[Key] | undefined } & {
  run_id: string;
  samples: number;
  targets: number;
  cases: number;
};

function findingLines({
  mapped,
  ignored = [],
  unknown = {},
  dropped = 0,
  without_answer = 0,
  notes = [],
}: Imported): string[] {
  if (!mapped) return [];
  const unknowns = Object.entries(unknown).map(([field, count]) => `${field} ${count}`);
  return [
    `  taken: ${Object.entries(mapped)
      .map(([field, column]) => (field === column ? field : `${field} from ${column}`))
      .join(', ')}`,
    ...(ignored.length > 0 ? [`  ignored columns: ${ignored.join(', ')}`] : []),
    ...(unknowns.length > 0 ? [`  not known in so many rows: ${unknowns.join(', ')}`] : []),
    ...(dropped > 0
      ? [`  ${formatCounted(dropped, 'row')} left out: another row of the same call was kept`]
      : []),
    ...(without_answer > 0
      ? [`  ${formatCounted(without_answer, 'call')} without an answer: counted as failed`]
      : []),
    ...notes.map((note) => `  ${note}`),
  ];
}

export function importText(file: string, imported: Imported): string {
  const { run_id, samples, targets, cases } = imported;
  return [
    `${file}: ${formatCounted(samples, 'call')} of ${formatCounted(targets, 'target')} on ${formatCounted(cases, 'case')}`,
    ...findingLines(imported),
    `See it: \`assay show ${shortRunId(run_id)}\``,
  ].join('\n');
}
