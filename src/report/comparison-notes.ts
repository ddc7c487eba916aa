import type { RunSummary, TargetSummary } from '../contract/analysis.ts';
import type { ErrorClass } from '../contract/outcome.ts';
import type { Run } from '../contract/run.ts';
import { formatCount, formatCounted, formatPercent, intervalText, percentText } from '../view/format.ts';
import { isLopsided, isThin } from '../view/metrics/best-marks.ts';
import { percentileFloors } from '../view/metrics/readings.ts';
import { answerCounts, answerNotes, ofAnsweredNote } from '../view/words/answer-notes.ts';
import { clientDoubt } from '../view/words/client-health.ts';
import { errorRemedies } from '../view/words/error-remedies.ts';
import { judgeNotes } from '../view/words/judge-words.ts';
import { laneNotes } from '../view/words/lane-words.ts';
import { servedNotes } from '../view/words/served-notes.ts';
import { laterNotes } from '../view/words/later-notes.ts';
import { sharedNote } from '../view/words/shared-note.ts';
import { comparisonColumns } from './comparison-columns.ts';
import { wrap } from './wrap.ts';

const labelsOf = (targets: TargetSummary[]) => targets.map((target) => target.target.label);

/** All targets are not listed by name. */
function named(targets: TargetSummary[], all: TargetSummary[]): string {
  return targets.length === all.length ? 'all targets' : labelsOf(targets).join(', ');
}

const methods = {
  wilson: 'Wilson',
  'clustered-t': 'cluster-robust, as scores are partial or cases belong together',
} as const;

function quality(targets: TargetSummary[]): string[] {
  const estimates = targets.flatMap((target) => target.quality ?? []);
  const [first] = estimates;
  if (!first) return ['quality: n/a, no answer could be scored'];
  const known = estimates.filter(({ low }) => low !== null);
  const used = [...new Set(known.map((estimate) => methods[estimate.method]))].sort();
  const missing =
    known.length < estimates.length
      ? ['n/a: two groups of cases are needed to know how far they differ']
      : [];
  return [
    `quality: mean score with its ${first.level * 100} % interval (${[...used, ...missing].join('; ')})`,
  ];
}

function ofAnswered(targets: TargetSummary[]): string[] {
  return ofAnsweredNote(
    targets.map(({ target, quality: all, quality_answered: answered }) => ({
      label: target.label,
      quality: all?.value ?? null,
      answered: answered?.value ?? null,
      failed: (all?.n ?? 0) - (answered?.n ?? 0),
    })),
  );
}

function times(targets: TargetSummary[]): string[] {
  const bounded = targets.some(({ latency }) => Object.values(latency).some(({ intervals }) => intervals));
  return bounded
    ? [
        'times: quantiles with their 95 % intervals (order statistics, repeats of a case as one; ? where there are too few to bound it)',
      ]
    : [];
}

function provisional(targets: TargetSummary[]): string[] {
  const short = targets.filter((target) => target.latency.e2e_ms && target.latency.e2e_ms.p95 === null);
  if (short.length === 0) return [];
  const counts = short.map((target) => target.latency.e2e_ms?.n ?? 0);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const there = least === most ? formatCount(least) : `${formatCount(least)} to ${formatCount(most)}`;
  return [
    `~ p95 is provisional: ${percentileFloors.p95} answers are needed, there are ${there} (${named(short, targets)})`,
  ];
}

function unpriced(targets: TargetSummary[]): string[] {
  const missing = targets.filter((target) => target.cost.n_unknown > 0);
  const without = missing.filter((target) => target.cost.total_usd === null);
  const partly = missing.filter((target) => target.cost.total_usd !== null);
  return [
    ...(without.length > 0
      ? [
          `cost n/a, the price, the usage or the fee of a provider’s tool is not known: ${named(without, targets)}`,
        ]
      : []),
    ...partly.map(
      (target) =>
        `cost of ${target.target.label} leaves out ${formatCounted(target.cost.n_unknown, 'call')} of unknown cost${target.retries > 0 ? ', retried ones included' : ''}`,
    ),
  ];
}

function usage(targets: TargetSummary[]): string[] {
  const listed = (pick: (target: TargetSummary) => number) =>
    targets
      .filter((target) => pick(target) > 0)
      .map((target) => `${target.target.label} ${formatCount(pick(target))}`)
      .join(', ');
  const gaps = listed((target) => target.tokens.n_gap);
  const estimated = listed((target) => target.tokens.n_estimated);
  const costs = listed((target) => target.cost.n_cost_gap ?? 0);
  return [
    ...(gaps === ''
      ? []
      : [
          `reported output more than 10 % from a local count (another tokenizer than o200k_base, or check your invoice): ${gaps}`,
        ]),
    ...(costs === ''
      ? []
      : [
          `the provider's own cost is more than 5 % from that by the price known here (check your invoice): ${costs}`,
        ]),
    ...(estimated === '' ? [] : [`output counted here, the provider reported none: ${estimated}`]),
  ];
}

function unranked(targets: TargetSummary[]): string[] {
  return targets.flatMap(({ target, ranked, error_rate: rate }) =>
    ranked || !rate
      ? []
      : [
          `not ranked: ${target.label}, ${percentText(rate.value)} ${intervalText(rate, formatPercent)} of its calls gave no answer; its times are of those that did`,
        ],
  );
}

function errors(targets: TargetSummary[]): string[] {
  return targets.flatMap((target) => {
    const classes = Object.entries(target.error_classes).filter(([, count]) => count > 0);
    if (classes.length === 0) return [];
    return [
      `errors of ${target.target.label}: ${classes.map(([name, count]) => `${name} ${count}`).join(', ')}`,
    ];
  });
}

/** Targets of a run that was cut short may have got through different cases. */
function unequal({ run, targets, shared }: RunSummary): string[] {
  if (shared) return sharedNote(shared);
  const counts = targets.map(({ n }) => n);
  if (run.status !== 'partial' || Math.min(...counts) === Math.max(...counts)) return [];
  return [
    `the targets did not end at the same case (${targets.map(({ target, n }) => `${target.label} ${formatCount(n)}`).join(', ')}): \`assay compare\` takes the cases they share`,
  ];
}

function judgedHint({ judged: taken }: Run): string[] {
  return taken?.unscorable ? ['why an answer got no verdict: `assay show --case CASE`'] : [];
}

function state(summary: RunSummary): string[] {
  const { run, done } = summary;
  const doubt = clientDoubt(run.client);
  return [
    ...(run.status === 'partial' || run.status === 'failed'
      ? [`the run is ${run.status}: ${formatCount(done)} of ${formatCounted(run.planned, 'sample')}`]
      : []),
    ...(run.stopped ? [run.stopped] : []),
    ...unequal(summary),
    ...laterNotes(run),
    ...judgedHint(run),
    ...judgeNotes(summary.judges),
    ...(doubt === null ? [] : [doubt]),
  ];
}

/** Which columns are of few of a target's samples; who is not ranked is told of anyway. */
function thin(targets: TargetSummary[]): string[] {
  const titles = new Map<string, string[]>();
  for (const { metric, title } of comparisonColumns) {
    if (!metric || metric.better === null) continue;
    const few = targets.filter(
      (target) => target.ranked && metric.read(target).value !== null && isThin(metric, target),
    );
    const text = few
      .map(
        (target) =>
          `${target.target.label} ${formatCount(metric.read(target).n)} of ${formatCount(target.n)}`,
      )
      .join(', ');
    if (text !== '') titles.set(text, [...(titles.get(text) ?? []), title]);
  }
  return [...titles].map(
    ([who, columns]) =>
      `from less than half of the samples, never marked best: ${columns.join(', ')} (${who})`,
  );
}

/** One line a class, whoever met it. */
function remedies(targets: TargetSummary[]): string[] {
  const met = targets.flatMap((target) => Object.entries(target.error_classes));
  const classes = new Set(met.flatMap(([name, count]) => (count > 0 ? [name as ErrorClass] : [])));
  return [...classes].flatMap((name) => (errorRemedies[name] ? [`${name}: ${errorRemedies[name]}`] : []));
}

/** Marks that are in the table, and the width of the lines. */
export interface NotesOptions {
  width: number;
  best: boolean;
  frontier: boolean;
}

/** What a reader has to know to read the table rightly: one note a line, wrapped to `width`. */
export function comparisonNotes(summary: RunSummary, options: NotesOptions): string[] {
  const { targets } = summary;
  return [
    ...state(summary),
    ...laneNotes(summary.run),
    ...(isLopsided(summary)
      ? ['nothing is marked best: the run stopped before all targets were asked the same number of cases']
      : []),
    ...(options.frontier
      ? ['$ t: ● on the Pareto frontier of quality and cost ($), of quality and E2E p95 (t)']
      : []),
    ...(options.best ? ['* best point estimate; intervals that overlap are no proof of a difference'] : []),
    ...quality(targets),
    ...times(targets),
    ...ofAnswered(targets),
    ...answerNotes(targets.map(answerCounts)),
    ...servedNotes(targets.map((each) => ({ ...each, label: each.target.label }))),
    ...provisional(targets),
    ...thin(targets),
    ...unpriced(targets),
    ...usage(targets),
    ...unranked(targets),
    ...errors(targets),
    ...remedies(targets),
  ].flatMap((note) => wrap(note, options.width));
}
