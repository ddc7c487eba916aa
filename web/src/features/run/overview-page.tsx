import { useParams } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useRun } from '../../lib/run-query.ts';
import { useTargetLooks } from '../../ui/use-scheme.ts';
import { ComparisonTable } from './comparison-table.tsx';
import { FailuresPanel } from './failures-panel.tsx';
import { JudgesPanel } from './judges-panel.tsx';
import { LanesPanel } from './lanes-panel.tsx';
import { LatencyPanel } from './latency-panel.tsx';
import styles from './overview-page.module.css';
import { RacePanel } from './race-panel.tsx';
import { ScatterPanel } from './scatter-panel.tsx';

/** Who wins, at what cost and how fast: the table, and the same numbers drawn. */
export function OverviewPage() {
  const { runId } = useParams({ from: '/runs/$runId' });
  const { summary } = useRun(runId);
  const looks = useTargetLooks(summary.run.targets);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => {
    setHidden((old) =>
      old.has(id) ? new Set([...old].filter((other) => other !== id)) : new Set([...old, id]),
    );
  }, []);
  const drawn = { summary, hidden, looks };
  return (
    <div className={styles.page}>
      <ComparisonTable summary={summary} looks={looks} hidden={hidden} toggle={toggle} />
      <div className={styles.charts}>
        <div className={styles.column}>
          <ScatterPanel {...drawn} kind="cost" />
          <LatencyPanel {...drawn} />
        </div>
        <div className={styles.column}>
          <ScatterPanel {...drawn} kind="latency" />
          <FailuresPanel {...drawn} />
          <RacePanel {...drawn} />
          <JudgesPanel {...drawn} />
          <LanesPanel {...drawn} />
        </div>
      </div>
    </div>
  );
}
