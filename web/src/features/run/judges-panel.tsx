import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import type { Calibration } from '../../../../src/contract/calibration.ts';
import { get } from '../../lib/api.ts';
import { formatCount, formatPercent, unknown } from '../../../../src/view/format.ts';
import { correctedText } from '../../../../src/view/words/judge-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { TargetName } from '../../ui/target-name.tsx';
import type { Drawn } from './drawn.ts';
import styles from './race-panel.module.css';

/** Labels may come while the page is open. */
const staleMs = 10_000;

/** Of a run that models judged: whether anybody has held them against people, and the quality that follows from that. */
export function JudgesPanel({ summary, looks }: Drawn) {
  const { run } = summary;
  const { data } = useQuery({
    queryKey: ['judges', run.run_id],
    queryFn: ({ signal }) => get('/api/runs/{id}/judges', { params: { id: run.run_id } }, signal),
    enabled: run.status !== 'running' && Boolean(run.judged ?? run.rescored),
    staleTime: staleMs,
  });
  return data?.judges.map(({ scorer, calibration }, i) => (
    <Panel
      key={scorer}
      title={`Judge: ${visibleLine(scorer)}`}
      note={visibleLine(data.notes[i] ?? '')}
      actions={
        <Link to="/runs/$runId/label" params={{ runId: run.run_id }} search={{}}>
          Label answers
        </Link>
      }
      shrinks
    >
      {calibration && calibration.n > 0 && <Corrected calibration={calibration} run={run} looks={looks} />}
    </Panel>
  ));
}

function Corrected({
  calibration,
  run,
  looks,
}: { calibration: Calibration } & Pick<Drawn['summary'], 'run'> & Pick<Drawn, 'looks'>) {
  const lookOf = (name: string) => looks.get(run.targets.find(({ label }) => label === name)?.id ?? '');
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col" className={styles.number}>
              Judge's score, %
            </th>
            <th scope="col" className={styles.number}>
              Corrected score, %
            </th>
            <th scope="col" className={styles.number}>
              Human score, %
            </th>
            <th scope="col" className={styles.number}>
              Labels
            </th>
          </tr>
        </thead>
        <tbody>
          {calibration.targets.map(({ label, raw, corrected, people, labelled }) => (
            <tr key={label}>
              <th scope="row">
                <TargetName look={lookOf(visibleLine(label))} label={visibleLine(label)} />
              </th>
              <td className={styles.number}>{formatPercent(raw)}</td>
              <td className={styles.number}>{corrected ? correctedText(corrected) : unknown}</td>
              <td className={styles.number}>{formatPercent(people)}</td>
              <td className={styles.number}>{formatCount(labelled)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
