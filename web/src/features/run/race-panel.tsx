import { formatCount, usdText } from '../../../../src/view/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { TargetName } from '../../ui/target-name.tsx';
import type { Drawn } from './drawn.ts';
import styles from './race-panel.module.css';
import { raceVerdict, standingText } from '../../../../src/view/words/race-words.ts';

/** Of a race: which targets are certainly in or out, after how many cases and why. */
export function RacePanel({ summary, hidden, looks }: Drawn) {
  const { run } = summary;
  const { race } = run;
  if (!race) return null;
  const labelOf = (id: string) => run.targets.find((target) => target.id === id)?.label ?? id;
  return (
    <Panel title="Race" note={raceVerdict(race, labelOf)} shrinks>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col">Status</th>
            <th scope="col" className={styles.number}>
              Cases
            </th>
            <th scope="col" className={styles.number}>
              Calls saved
            </th>
            <th scope="col" className={styles.number}>
              Cost saved
            </th>
          </tr>
        </thead>
        <tbody>
          {race.targets
            .filter(({ target_id }) => !hidden.has(target_id))
            .map((target) => (
              <tr key={target.target_id}>
                <th scope="row">
                  <TargetName look={looks.get(target.target_id)} label={labelOf(target.target_id)} />
                </th>
                <td>{standingText(target)}</td>
                <td className={styles.number}>{formatCount(target.cases)}</td>
                <td className={styles.number}>
                  {target.state === 'open' ? '' : formatCount(target.calls_saved)}
                </td>
                <td className={styles.number}>{target.state === 'open' ? '' : usdText(target.usd_saved)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Panel>
  );
}
