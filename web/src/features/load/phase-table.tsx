import type { PhaseReport } from '../../../../src/contract/load-report.ts';
import { formatCount, formatNumber, formatPercent } from '../../../../src/view/format.ts';
import { phaseStateText, phaseWord } from '../../../../src/view/words/phase-word.ts';
import styles from './load-page.module.css';

const rate = (value: number | null) => `${formatNumber(value)}${value === null ? '' : '/s'}`;

const columns: [string, (phase: PhaseReport) => string][] = [
  ['Calls', (phase) => formatCount(phase.offered)],
  ['Offered', (phase) => rate(phase.offered_rate)],
  ['Sent', (phase) => rate(phase.achieved_rate)],
  ['Completed', (phase) => rate(phase.req_s)],
  ['Tokens', (phase) => rate(phase.tok_s)],
  ['Response p50, ms', (phase) => formatNumber(phase.response_ms?.p50)],
  ['p99, ms', (phase) => formatNumber(phase.response_ms?.p99)],
  ['Max, ms', (phase) => formatNumber(phase.response_ms?.max)],
  ['TTFT p50, ms', (phase) => formatNumber(phase.ttft_ms?.p50)],
  ['Met all SLOs, %', (phase) => formatPercent(phase.good_share)],
  ['Failed', (phase) => formatCount(phase.failed)],
  ['Dropped', (phase) => formatCount(phase.dropped)],
  ['Unfinished', (phase) => formatCount(phase.unfinished)],
];
const state: (typeof columns)[number] = ['State', phaseStateText];

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
              {phaseWord(phase)}
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
