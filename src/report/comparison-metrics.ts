/** The columns of the comparison. */
import type { Quantiles, TargetSummary } from '../contract/analysis.ts';
import { answerCounts } from './answer-notes.ts';
import {
  formatCount,
  formatNumber,
  formatPercent,
  formatPercentEstimate,
  formatUsd,
  unknown,
} from './format.ts';

export interface Metric {
  title: string;
  priority: number;
  text: (target: TargetSummary) => string;
  /** What the best mark goes by; without it the column has none. */
  value?: (target: TargetSummary) => number | null;
  better?: 'lower' | 'higher';
  /** Samples the value rests on. */
  basis?: (target: TargetSummary) => number;
  /** A column only where this holds for some target. */
  isTold?: (target: TargetSummary) => boolean;
}

/** A provisional tail percentile is shown with `~`, so that it is not quoted. */
function tail(quantiles: Quantiles | undefined): string {
  if (!quantiles) return unknown;
  return quantiles.p95 === null ? `~${formatNumber(quantiles.p95_provisional)}` : formatNumber(quantiles.p95);
}

type Timed = 'ttft_ms' | 'e2e_ms' | 'tok_s_user' | 'norm_tok_s';

const count = (name: Timed) => (target: TargetSummary) => target.latency[name]?.n ?? 0;

const median = (name: Timed) => (target: TargetSummary) => target.latency[name]?.p50 ?? null;

export const metrics: Metric[] = [
  { title: 'n', priority: 5, text: (target) => formatCount(target.n) },
  {
    title: 'quality %',
    priority: 0,
    text: (target) => formatPercentEstimate(target.quality),
    value: (target) => target.quality?.value ?? null,
    better: 'higher',
    basis: (target) => target.quality?.n ?? 0,
  },
  {
    title: 'of answered %',
    priority: 6,
    text: (target) => formatPercent(target.quality_answered?.value),
    isTold: ({ quality, quality_answered: answered }) => quality !== null && quality.n !== answered?.n,
  },
  {
    title: 'right',
    priority: 6,
    text: (target) => (target.quality ? `${target.correct}/${target.quality.n}` : unknown),
  },
  {
    title: 'errors %',
    priority: 2,
    text: (target) => formatPercent(target.error_rate?.value),
  },
  ...(['truncated', 'refused', 'unscored'] as const).map((kind): Metric => ({
    title: `${kind === 'truncated' ? 'cut' : kind} %`,
    priority: kind === 'truncated' ? 1 : 5,
    text: (target) => {
      const counts = answerCounts(target);
      return formatPercent(counts.answers === 0 ? null : counts[kind] / counts.answers);
    },
    isTold: (target) => answerCounts(target)[kind] > 0,
  })),
  {
    title: 'TTFT p50 ms',
    priority: 3,
    text: (target) => formatNumber(median('ttft_ms')(target)),
    value: median('ttft_ms'),
    better: 'lower',
    basis: count('ttft_ms'),
  },
  { title: 'TTFT p95 ms', priority: 7, text: (target) => tail(target.latency.ttft_ms) },
  {
    title: 'e2e p50 ms',
    priority: 6,
    text: (target) => formatNumber(median('e2e_ms')(target)),
    value: median('e2e_ms'),
    better: 'lower',
    basis: count('e2e_ms'),
  },
  {
    title: 'e2e p95 ms',
    priority: 1,
    text: (target) => tail(target.latency.e2e_ms),
    value: (target) => target.latency.e2e_ms?.p95 ?? null,
    better: 'lower',
    basis: count('e2e_ms'),
  },
  {
    title: 'tok/s',
    priority: 4,
    text: (target) => formatNumber(median('tok_s_user')(target)),
    value: median('tok_s_user'),
    better: 'higher',
    basis: count('tok_s_user'),
  },
  {
    title: 'o200k/s',
    priority: 8,
    text: (target) => formatNumber(median('norm_tok_s')(target)),
    value: median('norm_tok_s'),
    better: 'higher',
    basis: count('norm_tok_s'),
  },
  {
    title: 'req/s',
    priority: 9,
    text: (target) => formatNumber(target.req_s),
  },
  {
    title: 'all tok/s',
    priority: 9,
    text: (target) => formatNumber(target.tok_s),
  },
  {
    title: '$/1k',
    priority: 1,
    text: (target) => formatUsd(target.cost.per_1k_usd),
    value: (target) => target.cost.per_1k_usd,
    better: 'lower',
    basis: (target) => Math.max(0, target.n - target.cost.n_unknown),
  },
  {
    title: '$/right',
    priority: 5,
    text: (target) => formatUsd(target.cost.per_correct_usd),
    value: (target) => target.cost.per_correct_usd,
    better: 'lower',
  },
];
