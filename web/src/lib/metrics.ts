/**
 * The one list of what can be said about a target: label, unit, direction, how to read it from a summary and why it may be missing.
 * Table, charts and tooltips all take theirs from here, so that a name, a unit or a direction cannot differ between them.
 */
import type { Quantiles, TargetSummary } from '../../../src/contract/analysis.ts';
import type { LatencyMetric } from '../../../src/contract/measured-fields.ts';
import { answeredOutcomes } from '../../../src/contract/outcome.ts';
import { formatCount, formatLarge, formatMs, formatNumber, formatPercent, formatUsd } from './format.ts';

/** A value as it may be shown. `value: null` always comes with `why`. */
export interface Reading {
  value: number | null;
  /** Observations the value rests on. */
  n: number | null;
  /** Interval, for estimates. */
  low?: number;
  high?: number;
  level?: number;
  /** Of a quantile: the values it truly lies between, `null` where there are too few to say. */
  interval?: { low: number | null; high: number | null; level: number };
  /** A value that exists but must not be quoted: below the sample floor of its percentile. */
  provisional?: number;
  why?: string;
}

export interface Metric {
  key: string;
  label: string;
  /** As it stands in a header; '' for plain numbers. */
  unit: string;
  better: 'lower' | 'higher' | null;
  about: string;
  format: (value: number) => string;
  read: (summary: TargetSummary) => Reading;
  /** A column of its own only where this holds for some target. */
  isTold?: (summary: TargetSummary) => boolean;
}

/** Fewest answers for a tail percentile to be quoted; the same floors the analysis applies. */
const percentileFloor = { p90: 64, p95: 130, p99: 662 } as const;

type Percentile = 'p50' | 'p75' | 'p90' | 'p95' | 'p99';

const nothingYet = (summary: TargetSummary, what: string) =>
  summary.n === 0 ? 'no call has been completed yet' : `${what} in ${formatCount(summary.n)} completed calls`;

export function readPercentile(
  summary: TargetSummary,
  metric: LatencyMetric,
  percentile: Percentile,
): Reading {
  const quantiles: Quantiles | undefined = summary.latency[metric];
  if (!quantiles || quantiles.n === 0) {
    return { value: null, n: 0, why: nothingYet(summary, 'no answer had this measurement') };
  }
  const value = quantiles[percentile];
  const bounds = quantiles.intervals?.[percentile];
  const ends = bounds && { interval: { ...bounds, level: 0.95 } };
  if (value !== null) return { value, n: quantiles.n, ...ends };
  const floor =
    percentile in percentileFloor ? percentileFloor[percentile as keyof typeof percentileFloor] : 0;
  const why = `${percentile} needs ${floor} answers, has ${formatCount(quantiles.n)}`;
  const provisional = percentile === 'p95' ? { provisional: quantiles.p95_provisional } : {};
  return { value: null, n: quantiles.n, why, ...provisional, ...ends };
}

function latency(metric: LatencyMetric, percentile: Percentile, label: string, about: string): Metric {
  const perSecond = metric.includes('tok_s');
  return {
    key: `${metric}_${percentile}`,
    label: `${label} ${percentile}`,
    unit: perSecond ? 'tok/s' : 'ms',
    better: perSecond ? 'higher' : 'lower',
    about,
    format: perSecond ? formatNumber : formatMs,
    read: (summary) => readPercentile(summary, metric, percentile),
  };
}

function readTokens(summary: TargetSummary, parts: (number | null)[]): Reading {
  const known = parts.filter((part) => part !== null);
  const n = summary.n - summary.tokens.n_missing;
  if (known.length === 0)
    return { value: null, n, why: nothingYet(summary, 'the provider reported no usage') };
  return { value: known.reduce((sum, part) => sum + part, 0), n };
}

function readCost(summary: TargetSummary, value: number | null): Reading {
  const n = summary.n - summary.cost.n_unknown;
  return value === null
    ? { value, n, why: nothingYet(summary, 'no price is known for this model') }
    : { value, n };
}

const readRate = (summary: TargetSummary, value: number | null, what: string): Reading =>
  value === null ? { value, n: summary.n, why: nothingYet(summary, what) } : { value, n: summary.n };

function readQuality(summary: TargetSummary, quality: TargetSummary['quality']): Reading {
  if (!quality)
    return { value: null, n: summary.n_scored, why: nothingYet(summary, 'nothing could be scored') };
  const { value, n, low, high, level } = quality;
  return { value, n, level, ...(low !== null && high !== null && { low, high }) };
}

const answersOf = ({ outcomes }: TargetSummary) =>
  [...answeredOutcomes].reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0);

function shareOfAnswers(
  key: string,
  label: string,
  about: string,
  count: (summary: TargetSummary) => number,
): Metric {
  return {
    key: `${key}_rate`,
    label,
    unit: '%',
    better: null,
    about,
    format: formatPercent,
    read: (summary) => {
      const n = answersOf(summary);
      return n === 0
        ? { value: null, n, why: nothingYet(summary, 'no answer') }
        : { value: count(summary) / n, n };
    },
    isTold: (summary) => count(summary) > 0,
  };
}

const why95 = 'The shown range is the 95 % interval: where the true value may well lie.';

export const metrics = {
  quality: {
    key: 'quality',
    label: 'Quality',
    unit: '%',
    better: 'higher',
    about: `Mean score over all calls: one without an answer counts 0, an answer that could not be scored is left out. ${why95}`,
    format: formatPercent,
    read: (summary) => readQuality(summary, summary.quality),
  },
  qualityAnswered: {
    key: 'quality_answered',
    label: 'Of answered',
    unit: '%',
    better: null,
    about: `Mean score of the answers alone: calls without one are left out, so that failing does not lower it. ${why95}`,
    format: formatPercent,
    read: (summary) => readQuality(summary, summary.quality_answered),
    isTold: ({ quality, quality_answered: answered }) => quality !== null && quality.n !== answered?.n,
  },
  correct: {
    key: 'correct',
    label: 'Correct',
    unit: 'n/N',
    better: null,
    about: 'Answers that passed every scorer, of all calls; answers that could not be scored are left out.',
    format: formatCount,
    read: (summary) =>
      summary.quality
        ? { value: summary.correct, n: summary.quality.n }
        : { value: null, n: 0, why: nothingYet(summary, 'nothing could be scored') },
  },
  errorRate: {
    key: 'error_rate',
    label: 'Errors',
    unit: '%',
    better: 'lower',
    about: 'Fraction of completed calls that gave no answer, after retries.',
    format: formatPercent,
    read: ({ error_rate: rate, ...summary }) =>
      rate
        ? { value: rate.value, n: rate.n, low: rate.low, high: rate.high, level: rate.level }
        : { value: null, n: summary.n, why: 'no call has been completed yet' },
  },
  truncated: shareOfAnswers(
    'truncated',
    'Truncated',
    'Fraction of the answers that were truncated at their token limit (maxOutputTokens): what came after it is in no figure.',
    ({ outcomes }) => outcomes.truncated ?? 0,
  ),
  refused: shareOfAnswers(
    'refused',
    'Refused',
    'Fraction of the answers that a content filter of the provider stopped.',
    ({ outcomes }) => outcomes.refused ?? 0,
  ),
  unscored: shareOfAnswers(
    'unscored',
    'Unscored',
    'Fraction of the answers that no scorer could judge: the quality is of the others.',
    (summary) => (summary.quality === null ? 0 : answersOf(summary) - summary.n_scored),
  ),
  ttftP50: latency(
    'ttft_ms',
    'p50',
    'TTFT',
    'Sent until the first content: half of the answers began sooner.',
  ),
  ttftP95: latency(
    'ttft_ms',
    'p95',
    'TTFT',
    'Sent until the first content: 95 % of the answers began sooner.',
  ),
  e2eP50: latency('e2e_ms', 'p50', 'E2E', 'Sent until the last content: half of the answers ended sooner.'),
  e2eP95: latency('e2e_ms', 'p95', 'E2E', 'Sent until the last content: 95 % of the answers ended sooner.'),
  speed: latency(
    'tok_s_user',
    'p50',
    'Speed',
    'Tokens per second once the answer has begun, as one reader sees it.',
  ),
  normSpeed: latency(
    'norm_tok_s',
    'p50',
    'Speed, o200k',
    'Speed with every answer counted in the same tokenizer (o200k_base), so that models compare.',
  ),
  requestRate: {
    key: 'req_s',
    label: 'Answers',
    unit: '/s',
    better: null,
    about:
      'Answers per second while the run had as many calls in flight as it may: it goes with concurrency.',
    format: formatNumber,
    read: (summary) => readRate(summary, summary.req_s, 'fewer calls than the concurrency'),
  },
  tokenRate: {
    key: 'tok_s',
    label: 'All tokens',
    unit: 'tok/s',
    better: null,
    about: 'Output tokens per second over all concurrent calls, in the same time as the answers.',
    format: formatNumber,
    read: (summary) =>
      readRate(
        summary,
        summary.tok_s,
        summary.req_s === null ? 'fewer calls than the concurrency' : 'the provider reported no usage',
      ),
  },
  connect: latency(
    'connect_ms',
    'p50',
    'Connect',
    'Name lookup, TCP and TLS of new connections; in no other time, as the request is sent after it.',
  ),
  inputTokens: {
    key: 'input_tokens',
    label: 'Tokens in',
    unit: 'tok',
    better: null,
    about: 'All input tokens, with those read from and written to a cache.',
    format: formatLarge,
    read: (summary) =>
      readTokens(summary, [
        summary.tokens.input,
        summary.tokens.cache_read,
        summary.tokens.cache_write,
        summary.tokens.cache_write_1h,
        summary.tokens.input_audio,
        summary.tokens.input_image,
      ]),
  },
  outputTokens: {
    key: 'output_tokens',
    label: 'Tokens out',
    unit: 'tok',
    better: null,
    about: 'All output tokens, reasoning included.',
    format: formatLarge,
    read: (summary) =>
      readTokens(summary, [
        summary.tokens.output,
        summary.tokens.reasoning,
        summary.tokens.output_audio,
        summary.tokens.output_image,
      ]),
  },
  costPer1k: {
    key: 'cost_per_1k',
    label: 'Cost / 1,000',
    unit: 'USD',
    better: 'lower',
    about: 'Mean cost of a call × 1,000; billed retries are included.',
    format: formatUsd,
    read: (summary) => readCost(summary, summary.cost.per_1k_usd),
  },
  costPerCorrect: {
    key: 'cost_per_correct',
    label: 'Cost / correct',
    unit: 'USD',
    better: 'lower',
    about: 'All that was spent on this target, divided by its correct answers.',
    format: formatUsd,
    read: (summary) => {
      const reading = readCost(summary, summary.cost.per_correct_usd);
      if (reading.value !== null || summary.cost.per_1k_usd === null) return reading;
      return {
        ...reading,
        why: summary.correct === 0 ? 'no correct answer yet' : 'the cost of some calls is unknown',
      };
    },
  },
  retries: {
    key: 'retries',
    label: 'Retries',
    unit: '',
    better: 'lower',
    about: 'Attempts that failed and were tried again.',
    format: formatCount,
    read: (summary) => ({ value: summary.retries, n: summary.n }),
  },
} satisfies Record<string, Metric>;

/**
 * Ids of the targets with the best value, ties included; those that fail too often to be ranked, or whose value rests on fewer than half of their settled calls, are left out. Empty when the metric has no direction, fewer than two targets have a value
 * that may be quoted, or more than half are equally good: then there is nothing to mark.
 */
export function bestTargets(metric: Metric, summaries: TargetSummary[]): Set<string> {
  const values = summaries.flatMap((summary) => {
    const { value, n } = metric.read(summary);
    const restsOnMost = n !== null && n * 2 >= summary.n;
    return value === null || !summary.ranked || !restsOnMost ? [] : [{ id: summary.target.id, value }];
  });
  const numbers = values.map(({ value }) => value);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (metric.better === null || values.length < 2 || least === most) return new Set();
  const best = metric.better === 'lower' ? least : most;
  const winners = values.filter(({ value }) => value === best);
  return new Set(winners.length > values.length / 2 ? [] : winners.map(({ id }) => id));
}

/** A value below its header: without the unit the header already has, but with any other (seconds under `ms`). */
export function formatUnder(metric: Metric, value: number): string {
  const text = metric.format(value);
  const end = `\u202f${metric.unit}`;
  return metric.unit !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text;
}

/** `95 % interval 1.31 s to 1.52 s`; '' without one. */
export function intervalText(metric: Metric, { interval }: Reading): string {
  if (!interval) return '';
  const end = (value: number | null) => (value === null ? 'not known' : metric.format(value));
  return `${interval.level * 100} % interval ${end(interval.low)} to ${end(interval.high)}`;
}

/** Label with its unit, as a header has it. */
export function headerOf(metric: Metric): string {
  return metric.unit ? `${metric.label}, ${metric.unit}` : metric.label;
}
