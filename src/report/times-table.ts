/** Quantiles of times with their intervals: what stands without them in the comparison. */
import type { Quantiles, TargetSummary } from '../contract/analysis.ts';
import { formatQuantile } from './format.ts';
import { columnsOf, textTable } from './text-table.ts';

type Timed = 'ttft_ms' | 'e2e_ms' | 'tok_s_user';

const has = (name: Timed) => (target: TargetSummary) => target.latency[name]?.intervals;

function tail(quantiles: Quantiles | undefined): string {
  const mark = quantiles && quantiles.p95 === null ? '~' : '';
  return mark + formatQuantile(quantiles?.p95_provisional, quantiles?.intervals?.p95);
}

const middle = (name: Timed) => (target: TargetSummary) =>
  formatQuantile(target.latency[name]?.p50, target.latency[name]?.intervals?.p50);

/** Empty where no time has an interval. */
export function timesTable(
  targets: readonly TargetSummary[],
  options: { width: number; header: (text: string) => string },
): string[] {
  const column = columnsOf(targets);
  const columns = [
    ...(targets.some(has('ttft_ms'))
      ? [
          column('TTFT p50 ms', 2, middle('ttft_ms')),
          column('TTFT p95 ms', 3, (target) => tail(target.latency.ttft_ms)),
        ]
      : []),
    ...(targets.some(has('e2e_ms'))
      ? [
          column('e2e p50 ms', 0, middle('e2e_ms')),
          column('e2e p95 ms', 1, (target) => tail(target.latency.e2e_ms)),
        ]
      : []),
    ...(targets.some(has('tok_s_user')) ? [column('tok/s p50', 4, middle('tok_s_user'))] : []),
  ];
  if (columns.length === 0) return [];
  return textTable([column('times, 95 %', 0, ({ target }) => target.label, 'left'), ...columns], options);
}
