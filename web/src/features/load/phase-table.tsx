import { formatRatio } from '../../../../src/contract/figure-text.ts';
import type { PhaseReport } from '../../../../src/contract/load-report.ts';
import { formatCount, formatMs, formatPercent, orNotAvailable } from '../../lib/format.ts';
import styles from './load-page.module.css';

const rate = (value: number) => `${formatRatio(value)}/s`;
const purposes = {
  measure: 'measured',
  baseline: 'baseline',
  ascend: 'ramp up',
  search: 'search',
  confirm: 'confirmation',
  recover: 'recovery',
} as const;

const columns: [string, (phase: PhaseReport) => string][] = [
  ['Calls', (phase) => formatCount(phase.offered)],
  ['Offered', (phase) => rate(phase.offered_rate)],
  ['Sent', (phase) => rate(phase.achieved_rate)],
  ['Completed', (phase) => rate(phase.req_s)],
  ['Tokens', (phase) => orNotAvailable(phase.tok_s, rate)],
  ['Response p50, ms', (phase) => orNotAvailable(phase.response_ms?.p50, formatMs)],
  ['p99, ms', (phase) => orNotAvailable(phase.response_ms?.p99, formatMs)],
  ['Max, ms', (phase) => orNotAvailable(phase.response_ms?.max, formatMs)],
  ['TTFT p50, ms', (phase) => orNotAvailable(phase.ttft_ms?.p50, formatMs)],
  ['Met all SLOs', (phase) => orNotAvailable(phase.good_share, formatPercent)],
  ['Failed', (phase) => formatCount(phase.failed)],
  ['Dropped', (phase) => formatCount(phase.dropped)],
  ['Unfinished', (phase) => formatCount(phase.unfinished)],
];
const state: (typeof columns)[number] = ['State', (phase) => phase.state ?? ''];

/** One row a phase, in the order they took place. */
export function PhaseTable({ phases }: { phases: PhaseReport[] }) {
  const shown = phases.some((phase) => phase.state) ? [...columns, state] : columns;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Phase</th>
          {shown.map(([title]) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {phases.map((phase, place) => (
          // phases are never reordered, and two may be alike
          <tr key={`${place} ${phase.purpose}`}>
            <th scope="row">
              {phase.users === null ? purposes[phase.purpose] : `${phase.users} users`}
              {phase.running ? ' …' : ''}
            </th>
            {shown.map(([title, text]) => (
              <td key={title}>{text(phase)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
