import { useParams } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
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
import { useOverviewView } from './use-overview-view.ts';

/** Who wins, at what cost and how fast: the table, and the same numbers drawn. */
export function OverviewPage() {
  const { runId } = useParams({ from: '/runs/$runId' });
  const { summary } = useRun(runId);
  const looks = useTargetLooks(summary.run.targets);
  const targetIds = useMemo(() => summary.run.targets.map(({ id }) => id), [summary.run.targets]);
  const { search, change, hidden, toggle } = useOverviewView(targetIds);
  const setSort = useCallback((sort: string | undefined) => change(() => ({ sort })), [change]);
  const drawn = { summary, hidden, looks };
  return (
    <div className={styles.page}>
      <ComparisonTable
        summary={summary}
        looks={looks}
        hidden={hidden}
        toggle={toggle}
        sort={search.sort}
        setSort={setSort}
      />
      <div className={styles.charts}>
        <div className={styles.column}>
          <ScatterPanel
            {...drawn}
            kind="cost"
            scale={search.costScale ?? 'log'}
            setScale={(costScale) => change(() => ({ costScale }))}
          />
          <LatencyPanel {...drawn} />
        </div>
        <div className={styles.column}>
          <ScatterPanel
            {...drawn}
            kind="latency"
            scale={search.latencyScale ?? 'log'}
            setScale={(latencyScale) => change(() => ({ latencyScale }))}
          />
          <FailuresPanel
            {...drawn}
            view={search.failures ?? 'class'}
            setView={(failures) => change(() => ({ failures }))}
          />
          <RacePanel {...drawn} />
          <JudgesPanel {...drawn} />
          <LanesPanel {...drawn} />
        </div>
      </div>
    </div>
  );
}
