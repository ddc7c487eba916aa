import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import {
  comparedMetrics,
  type ComparedMetric,
  type Comparison,
} from '../../../../src/contract/comparison.ts';
import { useRun } from '../../lib/run-query.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useTargetLooks } from '../../ui/use-scheme.ts';
import styles from './compare-page.module.css';
import { compareQuery } from './compare-query.ts';
import { metricLabels, type CompareSearch } from './compare-search.ts';
import { PairPanel } from './pair-panel.tsx';
import { pairOf } from './turned-pair.ts';
import { VerdictMatrix } from './verdict-matrix.tsx';

/** The pair that is open: the one in the address, or the first two. */
function openPair(comparison: Comparison, { first, second }: CompareSearch) {
  const place = (id: string | undefined) => comparison.targets.findIndex((target) => target.id === id);
  return pairOf(comparison, place(first), place(second)) ?? comparison.pairs[0] ?? null;
}

/** Every target against every other on the cases they share. */
export function ComparePage() {
  const { runId } = useParams({ from: '/runs/$runId' });
  const search = useSearch({ from: '/runs/$runId/compare' });
  const navigate = useNavigate();
  const { run } = useRun(runId);
  const looks = useTargetLooks(run.targets);
  const { data, error, refetch } = useQuery(compareQuery(run));
  const pair = useMemo(() => (data ? openPair(data, search) : null), [data, search]);
  const change = (changes: Partial<CompareSearch>) =>
    void navigate({
      to: '/runs/$runId/compare',
      params: { runId },
      search: { ...search, ...changes },
      replace: true,
    });
  if (error && !data) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (!data) return <p className={styles.waiting}>Comparing …</p>;
  if (!pair)
    return (
      <Notice title="Nothing to compare">
        A comparison takes two targets that were asked the same cases.
      </Notice>
    );
  const opened = { first: data.targets[pair.first]?.id, second: data.targets[pair.second]?.id };
  return (
    <div className={styles.page}>
      <Panel
        title="Two by two"
        note="▲ the row is better, ▼ worse, ≈ within the margin, ? too few cases to tell"
        actions={
          <SegmentedControl
            size="xs"
            aria-label="What is compared"
            value={search.metric ?? 'quality'}
            onChange={(metric) => change({ metric: metric as ComparedMetric })}
            data={comparedMetrics.map((value) => ({ value, label: metricLabels[value] }))}
          />
        }
      >
        <div className={styles.scroll} role="region" aria-label="Matrix of verdicts" tabIndex={0}>
          <VerdictMatrix
            comparison={data}
            metric={search.metric ?? 'quality'}
            looks={looks}
            opened={opened}
            open={(first, second) => change({ first, second })}
          />
        </div>
      </Panel>
      <PairPanel runId={runId} comparison={data} pair={pair} />
      {data.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </div>
  );
}
