/** What a run would do and cost, before it does, for people. */
import type { PlanReport, TargetPlan } from '../contract/plan-report.ts';
import { formatCount, formatCounted, formatDuration, formatRange, formatUsd } from '../view/format.ts';
import { shortRunId } from '../view/short-run-id.ts';
import { sandboxNote } from './isolation-note.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { unpricedNote } from './unpriced-note.ts';
import { wrap } from './wrap.ts';

/** Who cannot be done in time, and what would do. */
export function shortageNotes(
  targets: readonly Pick<TargetPlan, 'label' | 'calls' | 'shortage'>[],
): string[] {
  return targets.flatMap(({ label, calls, shortage }) => {
    if (!shortage) return [];
    const { seconds, budget_seconds: budget, limit, needed_value: needed, calls_that_fit: fit } = shortage;
    return [
      `${label} takes ${formatDuration(seconds)} at the least, more than its ${formatDuration(budget)}: ${limit.path} is ${formatCount(limit.value)}. ${formatCount(needed)} would do, or ${formatCount(fit)} calls instead of ${formatCount(calls)}, or a longer timeBudgetSeconds`,
    ];
  });
}

/** Which figures are those of earlier runs, and of how many answers. */
function sourceNotes({ targets }: PlanReport): string[] {
  const nothing = 'nothing has been sent';
  const measured = targets.flatMap(({ label, source }) => (source ? [{ label, ...source }] : []));
  if (measured.length === 0) return [`tokens are estimated from the length of the text; ${nothing}`];
  const runs = [...new Set(measured.flatMap((one) => one.runs))].map(shortRunId);
  const answers = measured.map((one) => `${one.label} ${formatCount(one.answers)}`);
  const changed = measured.filter((one) => !one.same_suite).map(({ label }) => label);
  return [
    `tokens, cost and time are those of earlier runs, ${runs.join(', ')} (10 % to 90 % of the answers; likely: their mean); answers: ${answers.join(', ')}`,
    ...(changed.length > 0
      ? [`the suite has changed since: output and time alone are taken from them for ${changed.join(', ')}`]
      : []),
    ...(measured.length < targets.length
      ? ['of the other targets tokens are estimated from the length of the text']
      : []),
    nothing,
  ];
}

function judgingNotes({ judging }: PlanReport): string[] {
  if (!judging) return [];
  const cost =
    judging.cost_usd === null
      ? 'at a price that is not known'
      : `for $${formatRange(judging.cost_usd, formatUsd)}, likely $${formatUsd(judging.cost_usd.likely)}`;
  return [
    `judges (${judging.models.join(', ')}): ${formatCounted(judging.calls, 'call')} ${cost}, not in the total, but under the same caps`,
  ];
}

/** Of a batch only the end is known. */
const timeOf = ({ seconds, most_seconds: end }: Pick<TargetPlan, 'seconds' | 'most_seconds'>) =>
  end === undefined ? formatRange(seconds, formatDuration) : `up to ${formatDuration(end)}`;

function budgetNotes({ budget_usd, unpriced_models: models, allow_unpriced: isAllowed }: PlanReport) {
  const cap =
    budget_usd === null ? [] : [`the run stops before spending more than $${formatUsd(budget_usd)}`];
  if (models.length === 0) return cap;
  return [...(isAllowed ? cap : []), unpricedNote({ models, isAllowed })];
}

function sizeNote({ suite, targets }: PlanReport): string {
  const isWarmed = targets.some((target) => target.most_seconds === undefined) && suite.warmup > 0;
  const warmup = isWarmed ? `, and ${formatCounted(suite.warmup, 'warm-up call')} per target` : '';
  return `${formatCounted(suite.cases, 'case')} × ${formatCounted(suite.repeats, 'repeat')} × ${formatCounted(targets.length, 'target')}${warmup}`;
}

const batchNote =
  'a batch costs what the price list says of batches, takes up to a day, and its answers have no latency';

/** Calls, tokens, dollars and time per target and in all. */
export function planTable(report: PlanReport, options: { color: boolean; width: number }): string {
  const paint = paintWith(options.color);
  const { targets, total, unpriced, sandbox } = report;
  const column = columnsOf([...targets, { label: 'total', ...total }]);
  const lines = textTable(
    [
      column('target', 0, (row) => row.label, 'left'),
      column('calls', 0, (row) => formatCount(row.calls)),
      column('input tokens', 2, (row) => formatRange(row.input_tokens, formatCount)),
      column('output tokens', 2, (row) => formatRange(row.output_tokens, formatCount)),
      column('cost $', 0, (row) => formatRange(row.cost_usd, formatUsd)),
      column('likely $', 1, (row) => formatUsd(row.cost_usd?.likely)),
      column('time', 1, timeOf),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  const notes = [
    sizeNote(report),
    ...sourceNotes(report),
    ...(total.most_seconds === undefined ? [] : [batchNote]),
    ...judgingNotes(report),
    ...budgetNotes(report),
    ...shortageNotes(targets),
    ...report.notes,
    ...(sandbox ? [sandboxNote(sandbox)] : []),
    ...(unpriced.length > 0
      ? [`no price is known for ${unpriced.join(', ')}: the total leaves them out`]
      : []),
  ];
  const totalLine = lines.pop() ?? '';
  return [
    ...lines,
    paint('bold', totalLine),
    '',
    ...notes.flatMap((note) => wrap(note, options.width)).map((note) => paint('dim', note)),
  ].join('\n');
}
