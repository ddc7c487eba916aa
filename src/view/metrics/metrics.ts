/**
 * The one list of what can be said about a target: label, unit, direction, how it is written, how to read it from a summary and
 * why it may be missing. Terminal, reports, the page's table, charts and tooltips all take theirs from here.
 */
import type { TargetSummary } from '../../contract/analysis.ts';
import type { LatencyMetric } from '../../contract/measured-fields.ts';
import { formatCount, formatLarge, formatNumber, formatPercent, formatUsd } from '../format.ts';
import type { Metric } from './metric.ts';
import {
  answersOf,
  nothingYet,
  readCost,
  readPercentile,
  readQuality,
  readRate,
  readTokens,
  unscoredOf,
} from './readings.ts';

function latency(
  metric: LatencyMetric,
  percentile: 'p50' | 'p95',
  names: { label: string; short?: string; about: string },
): Metric {
  const perSecond = metric.includes('tok_s');
  const unit = perSecond ? 'tok/s' : 'ms';
  const label = `${names.label} ${percentile}`;
  return {
    key: `${metric}_${percentile}`,
    label,
    unit,
    short: names.short ?? `${label} ${unit}`,
    better: perSecond ? 'higher' : 'lower',
    about: names.about,
    format: formatNumber,
    read: (summary) => readPercentile(summary, metric, percentile),
  };
}

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
    short: `${label.toLowerCase()} %`,
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
    short: 'quality %',
    better: 'higher',
    about: `Mean score over all calls: one without an answer counts 0, an answer that could not be scored is left out. ${why95}`,
    format: formatPercent,
    read: (summary) => readQuality(summary, summary.quality),
  },
  qualityAnswered: {
    key: 'quality_answered',
    label: 'Of answered',
    unit: '%',
    short: 'of answered %',
    better: null,
    about: `Mean score of the answers alone: calls without one are left out, so that failing does not lower it. ${why95}`,
    format: formatPercent,
    read: (summary) => readQuality(summary, summary.quality_answered),
    isTold: ({ quality, quality_answered: answered }) => quality !== null && quality.n !== answered?.n,
  },
  correct: {
    key: 'correct',
    label: 'Correct',
    unit: '',
    short: 'correct',
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
    short: 'errors %',
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
    unscoredOf,
  ),
  ttftP50: latency('ttft_ms', 'p50', {
    label: 'TTFT',
    about: 'Sent until the first content: half of the answers began sooner.',
  }),
  ttftP95: latency('ttft_ms', 'p95', {
    label: 'TTFT',
    about: 'Sent until the first content: 95 % of the answers began sooner.',
  }),
  e2eP50: latency('e2e_ms', 'p50', {
    label: 'E2E',
    about: 'Sent until the last content: half of the answers ended sooner.',
  }),
  e2eP95: latency('e2e_ms', 'p95', {
    label: 'E2E',
    about: 'Sent until the last content: 95 % of the answers ended sooner.',
  }),
  speed: latency('tok_s_user', 'p50', {
    label: 'Speed',
    short: 'tok/s',
    about: 'Tokens per second once the answer has begun, as one reader sees it.',
  }),
  normSpeed: latency('norm_tok_s', 'p50', {
    label: 'Speed, o200k',
    short: 'o200k tok/s',
    about: 'Speed with every answer counted in the same tokenizer (o200k_base), so that models compare.',
  }),
  requestRate: {
    key: 'req_s',
    label: 'Answers',
    unit: '/s',
    short: 'req/s',
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
    short: 'all tok/s',
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
  connect: latency('connect_ms', 'p50', {
    label: 'Connect',
    about: 'Name lookup, TCP and TLS of new connections; in no other time, as the request is sent after it.',
  }),
  inputTokens: {
    key: 'input_tokens',
    label: 'Tokens in',
    unit: 'tok',
    short: 'tokens in',
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
    short: 'tokens out',
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
    short: '$/1k',
    better: 'lower',
    about: 'Mean cost of a sample × 1,000; what its retried attempts cost is included.',
    format: formatUsd,
    read: (summary) => readCost(summary, summary.cost.per_1k_usd),
  },
  costPerCorrect: {
    key: 'cost_per_correct',
    label: 'Cost / correct',
    unit: 'USD',
    short: '$/correct',
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
    short: 'retries',
    better: 'lower',
    about: 'Attempts that failed and were tried again.',
    format: formatCount,
    read: (summary) => ({ value: summary.retries, n: summary.n }),
  },
} satisfies Record<string, Metric>;
