import type { Sample } from '../../../../src/contract/sample.ts';
import { formatCount, formatMs, formatNanoUsd, formatNumber, orNotAvailable } from '../../lib/format.ts';
import styles from './sample-facts.module.css';

/** The numbers of one call, with what is unknown said as such. */
export function SampleFacts({ sample }: { sample: Sample }) {
  const facts: [name: string, value: string][] = [
    ['TTFT', orNotAvailable(sample.ttft_ms, formatMs)],
    ['End to end', orNotAvailable(sample.e2e_ms, formatMs)],
    ['Queue', orNotAvailable(sample.queue_ms, formatMs)],
    ['Speed', orNotAvailable(sample.tok_s_user, (value) => `${formatNumber(value)} tok/s`)],
    ['Tokens in', tokens(sample.input_tokens, sample.cache_read_tokens, 'cached')],
    ['Tokens out', tokens(sample.output_tokens, sample.reasoning_tokens, 'reasoning')],
    ['Cost', orNotAvailable(sample.cost_nanousd, formatNanoUsd)],
    ['Attempts', formatCount(sample.attempts)],
    ['Finish', sample.finish_reason || 'n/a'],
    ['Model', sample.response_model || 'n/a'],
  ];
  if (sample.http_status !== null && sample.http_status !== 200)
    facts.push(['HTTP', String(sample.http_status)]);
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function tokens(count: number | null, part: number | null, what: string): string {
  const own = orNotAvailable(count, formatCount);
  return part ? `${own} + ${formatCount(part)} ${what}` : own;
}
