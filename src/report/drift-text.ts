import type { DriftReport, TargetDrift } from '../contract/drift.ts';
import { effectText, metricNames, pText, shortVerdictText, sideText } from './comparison-words.ts';
import { formatCounted, formatInstant } from './format.ts';
import { paintWith } from './paint.ts';
import { shortRunId } from './runs-table.ts';
import { textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

interface Look {
  color: boolean;
  width: number;
}

const examplesShown = 5;

const column = (title: string, cells: string[], priority: number, align: 'left' | 'right' = 'right') => ({
  title,
  align,
  cells,
  priority,
});

function targetLines(target: TargetDrift, look: Look): string[] {
  const paint = paintWith(look.color);
  const { metrics } = target;
  const colour = { better: 'green', worse: 'red', within: 'cyan', undecided: 'dim' } as const;
  const table = textTable(
    [
      column(
        '',
        metrics.map(({ metric }) => metricNames[metric]),
        0,
        'left',
      ),
      column(
        'before',
        metrics.map(({ metric, second }) => sideText(metric, second)),
        1,
      ),
      column(
        'after',
        metrics.map(({ metric, first }) => sideText(metric, first)),
        1,
      ),
      column('change, 95 %', metrics.map(effectText), 0),
      column('p', metrics.map(pText), 2),
      column(
        'verdict',
        metrics.map((metric) => paint(colour[metric.verdict], shortVerdictText(metric))),
        0,
        'left',
      ),
    ],
    { width: look.width, header: (text) => paint('bold', text) },
  );
  const { regressed, improved, regressed_examples: examples } = target;
  const more = examples.length > examplesShown ? ', …' : '';
  const lines = [
    `${formatCounted(regressed, 'case')} worse, ${improved} better${regressed > 0 ? `; worse: ${examples.slice(0, examplesShown).join(', ')}${more}` : ''}`,
    ...target.changes.map(({ what, before, after }) => `${what}: ${before} → ${after}`),
  ];
  return [
    `${paint('bold', target.label)}, ${formatCounted(target.shared_cases, 'case')} in both`,
    ...table,
    ...lines.flatMap((line) => wrap(line, look.width)),
    '',
  ];
}

const name = (run: DriftReport['before']) =>
  `${shortRunId(run.run_id)} (${formatInstant(run.started_at_ms)})`;

/** Two runs of the same targets: what moved, how surely, and what was different beside it. */
export function driftText(report: DriftReport, look: Look): string {
  const paint = paintWith(look.color);
  const { before, after, changes, only_before, only_after } = report;
  const notes = [
    ...report.notes,
    ...(only_before.length > 0 ? [`Only before: ${only_before.join(', ')}.`] : []),
    ...(only_after.length > 0 ? [`Only after: ${only_after.join(', ')}.`] : []),
    ...changes.map((change) => `Changed for all: ${change.what}, ${change.before} → ${change.after}.`),
    `p and verdicts are adjusted for all lines of ${formatCounted(report.targets.length, 'target')} (Holm); verdicts are about the later run.`,
  ];
  return [
    `${name(before)} → ${name(after)}`,
    '',
    ...report.targets.flatMap((target) => targetLines(target, look)),
    ...notes.flatMap((note) => wrap(note, look.width)).map((line) => paint('dim', line)),
  ].join('\n');
}
