import { Link } from '@tanstack/react-router';
import {
  formatCount,
  formatDuration,
  formatInstant,
  formatInstantExactly,
  formatPercent,
  formatUsd,
  unknown,
} from '../../../../src/view/format.ts';
import { shortRunId } from '../../../../src/view/short-run-id.ts';
import { moveBetweenRows } from '../../lib/row-keys.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import type { ListedRun } from './runs-query.ts';
import styles from './runs-table.module.css';

export function RunsTable({ runs }: { runs: ListedRun[] }) {
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption className="visually-hidden">
          Runs, newest first. Arrow keys move between runs, Enter opens one.
        </caption>
        <thead>
          <tr>
            <th scope="col">Suite</th>
            <th scope="col">Status</th>
            <th scope="col">Started</th>
            <th scope="col" className={styles.number}>
              Duration
            </th>
            <th scope="col" className={styles.number}>
              Targets
            </th>
            <th scope="col" className={styles.number}>
              Cases × repeats
            </th>
            <th scope="col">Completed calls</th>
            <th scope="col">Best quality, %</th>
            <th scope="col" className={styles.number}>
              Cost, USD
            </th>
          </tr>
        </thead>
        <tbody onKeyDown={moveBetweenRows}>
          {runs.map((run) => (
            <RunRow key={run.run_id} run={run} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunRow({ run }: { run: ListedRun }) {
  const best = run.summary?.best_quality;
  return (
    <tr>
      <th scope="row" className={styles.suite} title={run.suite_name}>
        <Link to="/runs/$runId" params={{ runId: run.run_id }} className={styles.link} data-row>
          {run.suite_name}
        </Link>{' '}
        <span className={styles.muted} title={run.run_id}>
          {shortRunId(run.run_id)}
        </span>
      </th>
      <td>
        <StatusMark status={run.status} />
      </td>
      <td title={formatInstantExactly(run.started_at_ms)}>{formatInstant(run.started_at_ms)}</td>
      <td className={styles.number}>
        {formatDuration(run.ended_at_ms === null ? null : (run.ended_at_ms - run.started_at_ms) / 1000)}
      </td>
      <td className={styles.number}>{run.targets.length}</td>
      <td className={styles.number}>
        {formatCount(run.cases)} × {run.repeats}
      </td>
      <td>
        <RunProgress run={run} />
      </td>
      <td>
        {best ? (
          <>
            <strong>{formatPercent(best.value)}</strong> <span className={styles.muted}>{best.label}</span>
          </>
        ) : (
          <span className={styles.muted}>{unknown}</span>
        )}
      </td>
      <td className={styles.number}>{formatUsd(run.summary?.total_cost_usd)}</td>
    </tr>
  );
}

function RunProgress({ run }: { run: ListedRun }) {
  const done = run.summary?.done;
  if (done === undefined) return <span className={styles.muted}>n/a of {formatCount(run.planned)}</span>;
  return (
    <div className={styles.progress}>
      <ProgressBar done={done} total={run.planned} label={`Progress of ${run.suite_name}`} />
      <span>
        {formatCount(done)} / {formatCount(run.planned)}
      </span>
    </div>
  );
}
