import { visibleLine } from '../../../../src/base/visible-text.ts';
import type { Sample } from '../../../../src/contract/sample.ts';
import { usageGapLimit } from '../../../../src/contract/measured-fields.ts';
import {
  formatCount,
  formatMs,
  formatNanoUsd,
  formatNumber,
  formatPercent,
  orNotAvailable,
} from '../../lib/format.ts';
import styles from './sample-facts.module.css';

/** The numbers of one call, with what is unknown said as such. */
export function SampleFacts({ sample }: { sample: Sample }) {
  const facts: [name: string, value: string][] = [
    ['TTFT', orNotAvailable(sample.ttft_ms, formatMs)],
    ['End to end', orNotAvailable(sample.e2e_ms, formatMs)],
    ['Queue', orNotAvailable(sample.queue_ms, formatMs)],
    ['Speed', orNotAvailable(sample.tok_s_user, (value) => `${formatNumber(value)} tok/s`)],
    ['Speed, o200k', orNotAvailable(sample.norm_tok_s, (value) => `${formatNumber(value)} tok/s`)],
    ['Connect', connection(sample)],
    ['Tokens in', tokensIn(sample)],
    ['Tokens out', tokensOut(sample)],
    ['Usage', usage(sample)],
    ['Cost', orNotAvailable(sample.cost_nanousd, formatNanoUsd)],
    ['Attempts', formatCount(sample.attempts)],
    ['Finish reason', sample.finish_reason || 'n/a'],
    ['Model', sample.response_model || 'n/a'],
  ];
  if (sample.service_tier) facts.push(['Service tier', sample.service_tier]);
  if (sample.served_by) facts.push(['Served by', sample.served_by]);
  if (sample.provider_tools) facts.push(["Provider's tools", sample.provider_tools.replaceAll('=', ' × ')]);
  if (sample.stated_cost_nanousd !== null)
    facts.push(['Cost, by the provider', formatNanoUsd(sample.stated_cost_nanousd)]);
  if (sample.system_fingerprint) facts.push(['Fingerprint', sample.system_fingerprint]);
  if (sample.http_status !== null && sample.http_status !== 200)
    facts.push(['HTTP', String(sample.http_status)]);
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={visibleLine(value)}>{visibleLine(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

const part = (name: string, ms: number | null) => (ms === null ? [] : [`${name} ${formatMs(ms)}`]);

/** Only the first call on a connection pays for making it. */
function connection({ connect_ms, dns_ms, tls_ms, ttft_ms }: Sample): string {
  if (connect_ms === null) return ttft_ms === null ? 'n/a' : 'reused';
  const parts = [...part('DNS', dns_ms), ...part('TLS', tls_ms)];
  return parts.length > 0 ? `${formatMs(connect_ms)} (${parts.join(', ')})` : formatMs(connect_ms);
}

/** Whose count it is, and how far it is from the page's own when that is too far. */
function usage({ usage_source, usage_gap }: Sample): string {
  if (usage_gap === null || Math.abs(usage_gap) <= usageGapLimit) return usage_source;
  return `${usage_source}, ${usage_gap > 0 ? '+' : '−'}${formatPercent(Math.abs(usage_gap))} from a local count`;
}

function tokens(count: number | null, parts: [count: number | null, what: string][]): string {
  const others = parts.flatMap(([part, what]) => (part ? [`${formatCount(part)} ${what}`] : []));
  return [orNotAvailable(count, formatCount), ...others].join(' + ');
}

const tokensIn = (sample: Sample) =>
  tokens(sample.input_tokens, [
    [sample.cache_read_tokens, 'cached'],
    [sample.input_audio_tokens, 'audio'],
    [sample.input_image_tokens, 'image'],
  ]);

const tokensOut = (sample: Sample) =>
  tokens(sample.output_tokens, [
    [sample.reasoning_tokens, 'reasoning'],
    [sample.output_audio_tokens, 'audio'],
    [sample.output_image_tokens, 'image'],
  ]);
