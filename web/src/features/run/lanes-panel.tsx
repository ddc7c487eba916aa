import type { LaneRecord } from '../../../../src/contract/lane.ts';
import type { Run } from '../../../../src/contract/run.ts';
import { stepPath } from '../../charts/step-path.ts';
import { formatCount } from '../../../../src/view/format.ts';
import { lanesToShow, laneText, quotaText } from '../../../../src/view/words/lane-words.ts';
import type { TargetLook } from '../../../../src/view/target-look.ts';
import { Panel } from '../../ui/panel.tsx';
import { TargetName } from '../../ui/target-name.tsx';
import type { Drawn } from './drawn.ts';
import styles from './lanes-panel.module.css';

const size = { width: 160, height: 22 };

/** The range of the small charts: the whole run, up to the highest concurrency of all. */
interface Extent {
  from: number;
  to: number;
  most: number;
}

function extentOf({ started_at_ms, ended_at_ms }: Run, lanes: LaneRecord[]): Extent {
  const changes = lanes.flatMap((lane) => lane.changes);
  return {
    from: started_at_ms,
    to: ended_at_ms ?? Math.max(...changes.map(({ at_ms }) => at_ms)),
    most: Math.max(...changes.map(({ concurrency }) => concurrency)),
  };
}

interface LaneRowProps {
  lane: LaneRecord;
  label: string;
  look: TargetLook | undefined;
  extent: Extent;
}

function LaneRow({ lane, label, look, extent }: LaneRowProps) {
  const quota = quotaText(lane);
  const last = lane.changes.at(-1);
  const points = lane.changes.map(({ at_ms, concurrency }): [number, number] => [at_ms, concurrency]);
  return (
    <tr>
      <th scope="row">
        <TargetName look={look} label={label} />
      </th>
      <td>
        <svg {...size} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
          <path
            d={stepPath(points, { ...extent, ...size })}
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
}

/** How many calls each target had at once over the run, and what holds it back; nothing when nothing did. */
export function LanesPanel({ summary: { run }, hidden, looks }: Drawn) {
  const lanes = lanesToShow(run).filter(({ target_id }) => !hidden.has(target_id));
  if (lanes.length === 0) return null;
  const extent = extentOf(run, lanes);
  return (
    <Panel
      title="Concurrency"
      note={`Over the run, from 0 to ${formatCount(extent.most)}, and what limits each target`}
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
            {lanes.map((lane) => (
              <LaneRow
                key={lane.target_id}
                lane={lane}
                label={run.targets.find(({ id }) => id === lane.target_id)?.label ?? lane.target_id}
                look={looks.get(lane.target_id)}
                extent={extent}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
