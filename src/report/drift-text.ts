import type { DriftReport, TargetDrift } from '../contract/drift.ts';
import { formatCount, formatCounted, formatInstant } from '../view/format.ts';
import { shortRunId } from '../view/short-run-id.ts';
import {
  comparedNames,
  comparedTimesNote,
  effectText,
  pText,
  shortVerdictText,
  sideText,
} from '../view/words/comparison-words.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import type { Look } from './look.ts';
import { wrap } from './wrap.ts';

const examplesShown = 5;

function targetLines(target: TargetDrift, look: Look): string[] {
  const paint = paintWith(look.color);
  const { metrics } = target;
  const colour = { better: 'green', worse: 'red', within: 'cyan', undecided: 'dim' } as const;
  const column = columnsOf(metrics);
  const table = textTable(
    [
      column('', 0, ({ metric }) => comparedNames[metric], 'left'),
      column('before', 1, ({ metric, second }) => sideText(metric, second)),
      column('after', 1, ({ metric, first }) => sideText(metric, first)),
      column('change', 0, effectText),
      column('p', 2, pText),
      column('verdict', 0, (metric) => paint(colour[metric.verdict], shortVerdictText(metric)), 'left'),
    ],
    { width: look.width, header: (text) => paint('bold', text) },
  );
  const { regressed, improved, regressed_examples: examples } = target;
  const more = examples.length > examplesShown ? ', …' : '';
  const lines = [
    `${formatCounted(regressed, 'case')} worse, ${formatCount(improved)} better${regressed > 0 ? `; worse: ${examples.slice(0, examplesShown).join(', ')}${more}` : ''}`,
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
    `All intervals of ${formatCounted(report.targets.length, 'target')} hold at once with 95 %; p and verdicts go with them, and are about the later run.`,
    comparedTimesNote,
  ];
  return [
    `${name(before)} → ${name(after)}`,
    '',
    ...report.targets.flatMap((target) => targetLines(target, look)),
    ...notes.flatMap((note) => wrap(note, look.width)).map((line) => paint('dim', line)),
  ].join('\n');
}
