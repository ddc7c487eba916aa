/** The comparison of a run as text. Every number comes from the summary; nothing is computed here. */
import type { Quantiles, RunSummary, TargetSummary } from '../contract/analysis.ts';
import { comparisonNotes } from './comparison-notes.ts';
import { formatCount, formatNumber, formatShare, formatShareEstimate, formatUsd, unknown } from './format.ts';
import { paintWith, type Paint } from './paint.ts';
import { textTable, type Column } from './text-table.ts';

interface Metric {
  title: string;
  priority: number;
  text: (target: TargetSummary) => string;
  /** What the best mark goes by; without it the column has none. */
  value?: (target: TargetSummary) => number | null;
  better?: 'lower' | 'higher';
}

/** A provisional tail percentile is shown with `~`, so that it is not quoted. */
function tail(quantiles: Quantiles | undefined): string {
  if (!quantiles) return unknown;
  return quantiles.p95 === null ? `~${formatNumber(quantiles.p95_provisional)}` : formatNumber(quantiles.p95);
}

const median = (name: 'ttft_ms' | 'e2e_ms' | 'tok_s_user' | 'norm_tok_s') => (target: TargetSummary) =>
  target.latency[name]?.p50 ?? null;

const metrics: Metric[] = [
  { title: 'n', priority: 5, text: (target) => formatCount(target.n) },
  {
    title: 'quality %',
    priority: 0,
    text: (target) => formatShareEstimate(target.quality),
    value: (target) => target.quality?.value ?? null,
    better: 'higher',
  },
  {
    title: 'right',
    priority: 6,
    text: (target) => (target.n_scored === 0 ? unknown : `${target.correct}/${target.n_scored}`),
  },
  {
    title: 'errors %',
    priority: 2,
    text: (target) => formatShare(target.error_rate?.value),
  },
  {
    title: 'TTFT p50 ms',
    priority: 3,
    text: (target) => formatNumber(median('ttft_ms')(target)),
    value: median('ttft_ms'),
    better: 'lower',
  },
  { title: 'TTFT p95 ms', priority: 7, text: (target) => tail(target.latency.ttft_ms) },
  {
    title: 'e2e p50 ms',
    priority: 6,
    text: (target) => formatNumber(median('e2e_ms')(target)),
    value: median('e2e_ms'),
    better: 'lower',
  },
  {
    title: 'e2e p95 ms',
    priority: 1,
    text: (target) => tail(target.latency.e2e_ms),
    value: (target) => target.latency.e2e_ms?.p95 ?? null,
    better: 'lower',
  },
  {
    title: 'tok/s',
    priority: 4,
    text: (target) => formatNumber(median('tok_s_user')(target)),
    value: median('tok_s_user'),
    better: 'higher',
  },
  {
    title: 'o200k/s',
    priority: 8,
    text: (target) => formatNumber(median('norm_tok_s')(target)),
    value: median('norm_tok_s'),
    better: 'higher',
  },
  {
    title: '$/1k',
    priority: 1,
    text: (target) => formatUsd(target.cost.per_1k_usd),
    value: (target) => target.cost.per_1k_usd,
    better: 'lower',
  },
  {
    title: '$/right',
    priority: 5,
    text: (target) => formatUsd(target.cost.per_correct_usd),
    value: (target) => target.cost.per_correct_usd,
    better: 'lower',
  },
];

/** Indices of the best known values; none when fewer than two targets can be compared. */
function best(metric: Metric, targets: TargetSummary[]): Set<number> {
  const { value, better } = metric;
  if (!value) return new Set();
  const known = targets.map((target) => (target.ranked ? value(target) : null));
  const numbers = known.filter((entry) => entry !== null);
  if (numbers.length < 2) return new Set();
  const winner = better === 'lower' ? Math.min(...numbers) : Math.max(...numbers);
  // Sums in another order differ in the last bits: that is a tie.
  const ties = (entry: number) => Math.abs(entry - winner) <= Math.abs(winner) * 1e-9;
  return new Set(known.flatMap((entry, index) => (entry !== null && ties(entry) ? [index] : [])));
}

function columnOf(metric: Metric, targets: TargetSummary[], paint: Paint): Column {
  const winners = best(metric, targets);
  // A column without a mark needs no room for one.
  const room = winners.size === 0 ? '' : ' ';
  const cells = targets.map((target, index) => {
    const text = metric.text(target);
    if (winners.has(index)) return paint(['bold', 'green'], `${text}*`);
    return (text === unknown || text.startsWith('~') ? paint('dim', text) : text) + room;
  });
  return { title: metric.title + room, align: 'right', cells, priority: metric.priority };
}

const mark = (list: string[], id: string) => (list.includes(id) ? '●' : '·');

function frontierColumn(summary: RunSummary, targets: TargetSummary[]): Column {
  const { quality_cost: cost, quality_p95: p95 } = summary.frontier;
  const cells = targets.map(({ target }) => `${mark(cost, target.id)} ${mark(p95, target.id)}`);
  return { title: '$ t', align: 'left', cells, priority: 2 };
}

/** Best quality first; what has none stands last, in the order of the suite. */
function ranked(targets: TargetSummary[]): TargetSummary[] {
  return targets.toSorted((a, b) => (b.quality?.value ?? -1) - (a.quality?.value ?? -1));
}

/**
 * The comparison of a run's targets with notes under it, no wider than `width` columns.
 * `*` marks the best point estimate of a column, `~` a percentile from too few answers to be quoted.
 */
export function comparisonTable(summary: RunSummary, options: { color: boolean; width: number }): string {
  const paint = paintWith(options.color);
  const targets = ranked(summary.targets);
  const labels: Column = {
    title: 'target',
    align: 'left',
    cells: targets.map((target) => target.target.label),
    priority: 0,
  };
  const columns = metrics.map((metric) => columnOf(metric, targets, paint));
  const table = textTable([labels, ...columns, frontierColumn(summary, targets)], {
    width: options.width,
    header: (text) => paint('bold', text),
  });
  const notes = comparisonNotes(summary, options.width).map((note) => paint('dim', note));
  return [...table, '', ...notes].join('\n');
}
