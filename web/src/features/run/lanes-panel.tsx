import { stepPath } from '../../charts/step-path.ts';
import { formatCount } from '../../lib/format.ts';
import { lanesToShow, laneText, quotaText } from '../../lib/lane-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { TargetName } from '../../ui/target-name.tsx';
import type { Drawn } from './drawn.ts';
import styles from './lanes-panel.module.css';

const size = { width: 160, height: 22 };

/** How many calls each target had at once over the run, and what holds it back; nothing when nothing did. */
export function LanesPanel({ summary, hidden, looks }: Drawn) {
  const { run } = summary;
  const lanes = lanesToShow(run).filter(({ target_id }) => !hidden.has(target_id));
  if (lanes.length === 0) return null;
  const changes = lanes.flatMap((lane) => lane.changes);
  const most = Math.max(...changes.map(({ concurrency }) => concurrency));
  const from = run.started_at_ms;
  const to = run.ended_at_ms ?? Math.max(...changes.map(({ at_ms }) => at_ms));
  return (
    <Panel
      title="Concurrency"
      note={`Over the run, from 0 to ${formatCount(most)}, and what holds a target back`}
      shrinks
    >
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Target</th>
              <th scope="col">Over the run</th>
              <th scope="col">Concurrency</th>
              <th scope="col">State</th>
              <th scope="col">Provider's quota</th>
            </tr>
          </thead>
          <tbody>
            {lanes.map((lane) => {
              const { target_id, changes } = lane;
              const quota = quotaText(lane);
              const look = looks.get(target_id);
              const label = run.targets.find(({ id }) => id === target_id)?.label ?? target_id;
              const last = changes.at(-1);
              const points = changes.map(({ at_ms, concurrency }): [number, number] => [at_ms, concurrency]);
              return (
                <tr key={target_id}>
                  <th scope="row">
                    <TargetName look={look} label={label} />
                  </th>
                  <td>
                    <svg {...size} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
                      <path
                        d={stepPath(points, { from, to, most, ...size })}
                        fill="none"
                        stroke={look?.colour ?? 'currentColor'}
                        strokeWidth="1.5"
                      />
                    </svg>
                  </td>
                  <td className={styles.number}>{last ? formatCount(last.concurrency) : ''}</td>
                  <td className={styles.state} data-state={last?.state}>
                    {last ? laneText(last) : ''}
                  </td>
                  <td className={styles.quota} title={quota?.title}>
                    {quota?.text}
                    <span className="visually-hidden">{quota && `: ${quota.title}`}</span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
