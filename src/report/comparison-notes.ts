import type { RunSummary, TargetSummary } from '../contract/analysis.ts';
import type { Run } from '../contract/run.ts';
import type { ErrorClass } from '../contract/outcome.ts';
import { errorRemedies } from './error-remedies.ts';
import { answerCounts, answerNotes, ofAnsweredNote } from './answer-notes.ts';
import { isLopsided, isThin } from './best-marks.ts';
import { sharedNote } from './shared-note.ts';
import { metrics } from './comparison-metrics.ts';
import { formatCount, formatCounted, formatInstant, formatPercent, formatUsd } from './format.ts';
import { judgeNotes } from './judge-words.ts';
import { laneNotes } from './lane-text.ts';
import { wrap } from './wrap.ts';

/** Fewest answers for a p95 that may be quoted (99 % confidence, binomial). */
const p95Floor = 130;

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
  const there = least === most ? String(least) : `${least} to ${most}`;
  return [
    `~ p95 is provisional: ${p95Floor} answers are needed, there are ${there} (${named(short, targets)})`,
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
          `not ranked: ${target.label}, ${formatPercent(rate.value)} % [${formatPercent(rate.low)}, ${formatPercent(rate.high)}] of its calls gave no answer; its times are of those that did`,
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

function cached({ cached: from }: Run): string[] {
  if (!from) return [];
  const saved = from.saved_usd === null ? '' : `, $${formatUsd(from.saved_usd)} in all`;
  return [
    `${formatCounted(from.answers, 'answer')} from the cache: without latency, not paid again; costs are those of the calls that gave them${saved}`,
  ];
}

function judged({ judged: taken }: Run): string[] {
  if (!taken) return [];
  const cost = taken.usd === null ? 'at a cost that is not known' : `for $${formatUsd(taken.usd)}`;
  const lost = taken.unscorable ?? 0;
  return [
    `judged by models: ${formatCounted(taken.calls, 'call')} ${cost}, in no target's cost`,
    ...(lost === 0
      ? []
      : [
          `${formatCounted(lost, 'answer')} got no verdict from a judge: \`assay show --case CASE\` tells why; their quality is of the other scorers alone, or n/a`,
        ]),
  ];
}

function rescored({ rescored: lines = [] }: Run): string[] {
  return lines.slice(-1).map(({ at_ms, scorers, scored, changed }) => {
    const turned = changed > 0 ? `, ${formatCount(changed)} changed between right and wrong` : '';
    return `scored again on ${formatInstant(at_ms)} by ${scorers.join(', ')}: ${formatCounted(scored, 'answer')}${turned}`;
  });
}

function state(summary: RunSummary): string[] {
  const { run, done } = summary;
  const client = run.client;
  return [
    ...(run.status === 'partial' || run.status === 'failed'
      ? [`the run is ${run.status}: ${formatCount(done)} of ${formatCounted(run.planned, 'sample')}`]
      : []),
    ...(run.stopped ? [run.stopped] : []),
    ...unequal(summary),
    ...cached(run),
    ...judged(run),
    ...judgeNotes(summary.judges),
    ...rescored(run),
    ...(client && !client.believable ? [`not to be believed: ${client.reasons.join('; ')}`] : []),
  ];
}

/** Which columns are of few of a target's samples; who is not ranked is told of anyway. */
function thin(targets: TargetSummary[]): string[] {
  const titles = new Map<string, string[]>();
  for (const metric of metrics) {
    const few = targets.filter(
      (target) => target.ranked && metric.value?.(target) != null && isThin(metric, target),
    );
    const text = few.map(
      (target) => `${target.target.label} ${formatCount(metric.basis?.(target))} of ${formatCount(target.n)}`,
    );
    if (text.length > 0) titles.set(text.join(', '), [...(titles.get(text.join(', ')) ?? []), metric.title]);
  }
  return [...titles].map(
    ([who, columns]) => `from few of the samples, never marked best: ${columns.join(', ')} (${who})`,
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
      ? [
          '$ t: ● no other target is better in quality and in cost ($), in quality and in e2e p95 (t), at once',
        ]
      : []),
    ...(options.best ? ['* best point estimate; intervals that overlap are no proof of a difference'] : []),
    ...quality(targets),
    ...times(targets),
    ...ofAnswered(targets),
    ...answerNotes(targets.map(answerCounts)),
    ...provisional(targets),
    ...thin(targets),
    ...unpriced(targets),
    ...usage(targets),
    ...unranked(targets),
    ...errors(targets),
    ...remedies(targets),
  ].flatMap((note) => wrap(note, options.width));
}
