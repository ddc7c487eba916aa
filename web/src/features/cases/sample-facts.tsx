import { visibleLine } from '../../../../src/base/visible-text.ts';
import type { Sample } from '../../../../src/contract/sample.ts';
import { usageGapLimit } from '../../../../src/contract/measured-fields.ts';
import { formatCount, msText, percentText, unknown, usdText } from '../../../../src/view/format.ts';
import { metricText } from '../../../../src/view/metrics/metric.ts';
import { metrics } from '../../../../src/view/metrics/metrics.ts';
import styles from './sample-facts.module.css';

/** The numbers of one call, with what is unknown said as such. */
export function SampleFacts({ sample }: { sample: Sample }) {
  const facts: [name: string, value: string][] = [
    ['TTFT', msText(sample.ttft_ms)],
    ['End to end', msText(sample.e2e_ms)],
    ['Queue', msText(sample.queue_ms)],
    ['Speed', speed(sample.tok_s_user)],
    ['Speed, o200k', speed(sample.norm_tok_s)],
    ['Connect', connection(sample)],
    ['Tokens in', tokensIn(sample)],
    ['Tokens out', tokensOut(sample)],
    ['Usage', usage(sample)],
    ['Cost', usdText(sample.cost_nanousd === null ? null : sample.cost_nanousd / 1e9)],
    ['Attempts', formatCount(sample.attempts)],
    ['Finish reason', sample.finish_reason || 'n/a'],
    ['Model', sample.response_model || 'n/a'],
  ];
  if (sample.service_tier) facts.push(['Service tier', sample.service_tier]);
  if (sample.served_by) facts.push(['Served by', sample.served_by]);
  if (sample.region) facts.push(['Called from', sample.region]);
  if (sample.reasoning_requested || sample.reasoning_effective)
    facts.push([
      'Reasoning effort',
      `${sample.reasoning_requested || 'default'}, applied: ${sample.reasoning_effective || 'n/a'}`,
    ]);
  if (sample.provider_tools) facts.push(["Provider's tools", sample.provider_tools.replaceAll('=', ' × ')]);
  if (sample.stated_cost_nanousd !== null)
    facts.push(['Cost, by the provider', usdText(sample.stated_cost_nanousd / 1e9)]);
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

const speed = (value: number | null) => (value === null ? unknown : metricText(metrics.speed, value));

const part = (name: string, ms: number | null) => (ms === null ? [] : [`${name} ${msText(ms)}`]);

/** Only the first call on a connection pays for making it. */
function connection({ connect_ms, dns_ms, tls_ms, ttft_ms }: Sample): string {
  if (connect_ms === null) return ttft_ms === null ? 'n/a' : 'reused';
  const parts = [...part('DNS', dns_ms), ...part('TLS', tls_ms)];
  return parts.length > 0 ? `${msText(connect_ms)} (${parts.join(', ')})` : msText(connect_ms);
}

/** Whose count it is, and how far it is from the page's own when that is too far. */
function usage({ usage_source, usage_gap }: Sample): string {
  if (usage_gap === null || Math.abs(usage_gap) <= usageGapLimit) return usage_source;
  return `${usage_source}, ${usage_gap > 0 ? '+' : '−'}${percentText(Math.abs(usage_gap))} from a local count`;
}

function tokens(count: number | null, parts: [count: number | null, what: string][]): string {
  const others = parts.flatMap(([part, what]) => (part ? [`${formatCount(part)} ${what}`] : []));
  return [formatCount(count), ...others].join(' + ');
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
