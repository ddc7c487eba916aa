/** What a sweep found, in words; terminal and page have the same. */
import { formatCounted, formatNumber, msText as ms, percentText as percent, unknown } from '../format.ts';
import type { Saturation, SustainableLoad, SweepEnd } from '../../contract/load-report.ts';

const rate = (value: number) => `${formatNumber(value)}/s`;

/** What was exceeded: `p95 TTFT 2,300 ms > 1,000 ms at 24.0/s`. */
export function criterionText({ kind, rate: at, what, value, limit }: Saturation): string {
  switch (kind) {
    case 'latency':
      return `${what} ${ms(value)} > ${ms(limit)} at ${rate(at)}`;
    case 'failures':
      return `${what} rate rises from ${percent(limit)} to ${percent(value)} at ${rate(at)}`;
    case 'growth':
      return `queueing: each second of load makes the ${what} ${ms(value)} longer at ${rate(at)}`;
    case 'not-sent':
      return `the client could not keep up: ${percent(value)} of calls not sent at ${rate(at)}`;
    case 'late':
      return `the client could not keep up: ${what} ${ms(value)} at ${rate(at)}`;
  }
}

const ends: Record<SweepEnd, string> = {
  running: 'the sweep is running',
  stopped: 'the run was stopped',
  tolerance: 'the interval is within the tolerance',
  evidence: 'not enough evidence for the rates in between; a longer duration gives more',
  top: 'no saturation up to the highest rate',
  start: 'the target was saturated at every rate tried',
  'no-answers': 'no call was answered',
  client: 'the client could not keep up',
  'not-recovered': 'the target did not recover after saturation',
  budget: 'the time budget is used up',
};

function headline({ low, high, estimate }: SustainableLoad): string {
  if (low !== null && high !== null)
    return `${rate(low)} to ${rate(high)}${estimate === null ? '' : `, about ${rate(estimate)}`}`;
  if (low !== null) return `at least ${rate(low)}`;
  return high === null ? 'not enough evidence' : `below ${rate(high)}`;
}

/** The result first, then why it is that, a sentence a line. */
export function sustainableText(found: SustainableLoad): string[] {
  const { high, end, criterion, baseline_failure_share: share, baseline_calls: calls } = found;
  return [
    `Sustainable load: ${headline(found)}`,
    ...(criterion === null
      ? []
      : [`${high === null ? 'Inconclusive' : 'Saturation'}: ${criterionText(criterion)}`]),
    `Search ended: ${ends[end]}`,
    ...(share === null || share === 0
      ? []
      : [
          `Failures at low load: ${percent(share)} of ${formatCounted(calls, 'call')}, which is not saturation`,
        ]),
  ];
}

export const kneeText = (knee: number | null): string =>
  `Knee (most throughput per response time): ${knee === null ? unknown : rate(knee)}`;
