/** What a run would do and cost, before it does: as text and as JSON. */
import type { Plan, Range, TargetEstimate } from '../contract/plan.ts';
import { formatCount, formatCounted, formatDuration, formatRange, formatUsd } from '../view/format.ts';
import { paintWith } from './paint.ts';
import { shortRunId } from '../view/short-run-id.ts';
import { columnsOf, textTable } from './text-table.ts';
import { unpricedNote, type UnpricedModels } from './unpriced-note.ts';
import { sandboxJson, sandboxNote, type SandboxFound } from './isolation-note.ts';
import { wrap } from './wrap.ts';

const add = (a: Range, b: Range): Range => ({
  low: a.low + b.low,
  likely: a.likely + b.likely,
  high: a.high + b.high,
});
const later = (a: Range, b: Range): Range => ({
  low: Math.max(a.low, b.low),
  likely: Math.max(a.likely, b.likely),
  high: Math.max(a.high, b.high),
});

/** With a batch among them a run may take as long as that. */
function mostOf(estimates: TargetEstimate[]): Pick<TargetEstimate, 'maxSeconds'> {
  const most = estimates.flatMap(({ maxSeconds }) => maxSeconds ?? []);
  return most.length > 0 ? { maxSeconds: Math.max(...most) } : {};
}

/** Over the targets that know; `null` when none does. Targets run side by side, so the slowest gives the time. */
function totalOf(estimates: TargetEstimate[]) {
  const known = (pick: (estimate: TargetEstimate) => Range | null) =>
    estimates.map(pick).filter((range) => range !== null);
  const over = (ranges: Range[], join: typeof add) => (ranges.length === 0 ? null : ranges.reduce(join));
  return {
    calls: estimates.reduce((sum, estimate) => sum + estimate.calls, 0),
    inputTokens: over(
      known((estimate) => estimate.inputTokens),
      add,
    ),
    outputTokens: over(
      known((estimate) => estimate.outputTokens),
      add,
    ),
    costUsd: over(
      known((estimate) => estimate.costUsd),
      add,
    ),
    // a target nothing is known of may be the slowest
    seconds: estimates.some(({ seconds }) => seconds === null)
      ? null
      : over(
          known((estimate) => estimate.seconds),
          later,
        ),
    ...mostOf(estimates),
  };
}

/** Who cannot be done in time, and what would do. */
export function shortageNotes(plan: Plan): string[] {
  return plan.estimates.flatMap(({ label, calls, shortage }) => {
    if (!shortage) return [];
    const { seconds, budgetSeconds, limit, neededValue, callsThatFit } = shortage;
    return [
      `${label} takes ${formatDuration(seconds)} at the least, more than its ${formatDuration(budgetSeconds)}: ${limit.path} is ${formatCount(limit.value)}. ${formatCount(neededValue)} would do, or ${formatCount(callsThatFit)} calls instead of ${formatCount(calls)}, or a longer timeBudgetSeconds`,
    ];
  });
}

/** Which figures are those of earlier runs, and of how many answers. */
function sourceNotes(plan: Plan): string[] {
  const nothing = 'nothing has been sent';
  const measured = plan.estimates.filter(({ source }) => source);
  if (measured.length === 0) return [`tokens are estimated from the length of the text; ${nothing}`];
  const runs = [...new Set(measured.flatMap(({ source }) => source?.runs ?? []))].map(shortRunId);
  const answers = measured.map(({ label, source }) => `${label} ${formatCount(source?.answers ?? 0)}`);
  const changed = measured.filter(({ source }) => !source?.sameSuite).map(({ label }) => label);
  return [
    `tokens, cost and time are those of earlier runs, ${runs.join(', ')} (10 % to 90 % of the answers; likely: their mean); answers: ${answers.join(', ')}`,
    ...(changed.length > 0
      ? [`the suite has changed since: output and time alone are taken from them for ${changed.join(', ')}`]
      : []),
    ...(measured.length < plan.estimates.length
      ? ['of the other targets tokens are estimated from the length of the text']
      : []),
    nothing,
  ];
}

function judgingNotes({ judging }: Plan): string[] {
  if (!judging) return [];
  const cost =
    judging.costUsd === null
      ? 'at a price that is not known'
      : `for $${formatRange(judging.costUsd, formatUsd)}, likely $${formatUsd(judging.costUsd.likely)}`;
  return [
    `judges (${judging.models.join(', ')}): ${formatCounted(judging.calls, 'call')} ${cost}, not in the total, but under the same caps`,
  ];
}

const isWarmed = (plan: Plan) => plan.estimates.some(({ maxSeconds }) => maxSeconds === undefined);

const unpricedOf = (plan: Plan) =>
  plan.estimates.filter((estimate) => estimate.costUsd === null).map((estimate) => estimate.label);

/** Of a batch only the end is known. */
const timeOf = ({ seconds, maxSeconds }: Pick<TargetEstimate, 'seconds' | 'maxSeconds'>) =>
  maxSeconds === undefined ? formatRange(seconds, formatDuration) : `up to ${formatDuration(maxSeconds)}`;

/** What else was looked up. */
interface Found {
  /** What keeps the programs that score in, or `null` when none runs. */
  sandboxIsolation?: SandboxFound | null;
  /** Models under a cap that could not hold them. */
  unpricedModels?: UnpricedModels;
  /** What else a reader should know. */
  notes?: string[];
}

function budgetNotes({ suite }: Plan, unpricedModels: UnpricedModels | undefined): string[] {
  const isVoid = unpricedModels !== undefined && unpricedModels.models.length > 0;
  const cap =
    suite.budgetUsd === undefined
      ? []
      : [`the run stops before spending more than $${formatUsd(suite.budgetUsd)}`];
  if (!isVoid) return cap;
  return [...(unpricedModels.isAllowed ? cap : []), unpricedNote(unpricedModels)];
}

/** Calls, tokens, dollars and time per target and in all. */
export function planTable(plan: Plan, options: { color: boolean; width: number } & Found): string {
  const paint = paintWith(options.color);
  const total = totalOf(plan.estimates);
  const rows = [...plan.estimates, { label: 'total', ...total }];
  const column = columnsOf(rows);
  const lines = textTable(
    [
      column('target', 0, (row) => row.label, 'left'),
      column('calls', 0, (row) => formatCount(row.calls)),
      column('input tokens', 2, (row) => formatRange(row.inputTokens, formatCount)),
      column('output tokens', 2, (row) => formatRange(row.outputTokens, formatCount)),
      column('cost $', 0, (row) => formatRange(row.costUsd, formatUsd)),
      column('likely $', 1, (row) => formatUsd(row.costUsd?.likely)),
      column('time', 1, timeOf),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  const { suite } = plan;
  const unpriced = unpricedOf(plan);
  const notes = [
    `${formatCounted(suite.cases.length, 'case')} × ${formatCounted(suite.repeats, 'repeat')} × ${formatCounted(plan.lanes.length, 'target')}${suite.warmup > 0 && isWarmed(plan) ? `, and ${formatCounted(suite.warmup, 'warm-up call')} per target` : ''}`,
    ...sourceNotes(plan),
    ...(total.maxSeconds === undefined
      ? []
      : [
          'a batch costs what the price list says of batches, takes up to a day, and its answers have no latency',
        ]),
    ...judgingNotes(plan),
    ...budgetNotes(plan, options.unpricedModels),
    ...shortageNotes(plan),
    ...(options.notes ?? []),
    ...(options.sandboxIsolation ? [sandboxNote(options.sandboxIsolation)] : []),
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

const rangesOf = (
  entry: Omit<TargetEstimate, 'targetId' | 'label' | 'inputTokens'> & { inputTokens: Range | null },
) => ({
  calls: entry.calls,
  input_tokens: entry.inputTokens,
  output_tokens: entry.outputTokens,
  cost_usd: entry.costUsd,
  seconds: entry.seconds,
  ...(entry.maxSeconds !== undefined && { most_seconds: entry.maxSeconds }),
});

const shortageJson = ({ shortage }: TargetEstimate) =>
  shortage
    ? {
        seconds: shortage.seconds,
        budget_seconds: shortage.budgetSeconds,
        limit: shortage.limit,
        needed_value: shortage.neededValue,
        calls_that_fit: shortage.callsThatFit,
      }
    : null;

const sourceJson = ({ source }: TargetEstimate) =>
  source ? { answers: source.answers, runs: source.runs, same_suite: source.sameSuite } : null;

/** `assay.estimate/1`. The total's cost leaves out the targets listed in `unpriced`. */
export function planJson(
  plan: Plan,
  { sandboxIsolation = null, unpricedModels, notes = [] }: Found = {},
): string {
  const { suite } = plan;
  const document = {
    schema: 'assay.estimate/1',
    suite: { name: suite.name, hash: suite.hash, cases: suite.cases.length, repeats: suite.repeats },
    budget_usd: suite.budgetUsd ?? null,
    targets: plan.estimates.map((estimate) => ({
      id: estimate.targetId,
      label: estimate.label,
      ...rangesOf(estimate),
      source: sourceJson(estimate),
      shortage: shortageJson(estimate),
    })),
    total: rangesOf(totalOf(plan.estimates)),
    unpriced: unpricedOf(plan),
    unpricedModels: unpricedModels?.models.map(({ label, settings }) => ({ label, settings })) ?? [],
    notes,
    allow_unpriced: unpricedModels?.isAllowed ?? false,
    judging: plan.judging
      ? {
          models: plan.judging.models,
          calls: plan.judging.calls,
          input_tokens: plan.judging.inputTokens,
          output_tokens: plan.judging.outputTokens,
          cost_usd: plan.judging.costUsd,
        }
      : null,
    sandbox: sandboxIsolation && sandboxJson(sandboxIsolation),
  };
  return JSON.stringify(document, null, 2);
}
