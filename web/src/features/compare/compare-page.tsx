import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState, type ComponentProps } from 'react';
import type { RunSummary } from '../../../../src/contract/analysis.ts';
import type { Comparison } from '../../../../src/contract/comparison.ts';
import { comparedMetrics, type ComparedMetric } from '../../../../src/contract/compared-metric.ts';
import { formatCount } from '../../../../src/view/format.ts';
import { comparedLabels } from '../../../../src/view/words/comparison-words.ts';
import type { TargetLook } from '../../../../src/view/target-look.ts';
import { useRun } from '../../lib/run-query.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { partLooks } from '../../ui/part-looks.ts';
import { SplitField } from '../../ui/split-field.tsx';
import { useTargetLooks } from '../../ui/use-scheme.ts';
import styles from './compare-page.module.css';
import { compareQuery } from './compare-query.ts';
import { type CompareSearch } from './compare-search.ts';
import { PairPanel } from './pair-panel.tsx';
import { pairOf } from '../../../../src/view/turned-pair.ts';
import { VerdictMatrix } from './verdict-matrix.tsx';

/** The pair that is open: the one in the address, or the best two. */
function openPair(comparison: Comparison, { first, second }: CompareSearch, [best, next]: number[]) {
  const place = (id: string | undefined) => comparison.targets.findIndex((target) => target.id === id);
  return (
    pairOf(comparison, place(first), place(second)) ??
    pairOf(comparison, best ?? -1, next ?? -1) ??
    comparison.pairs[0] ??
    null
  );
}

/** Places of the targets, the highest quality first; those without one last. */
function bestFirst({ targets }: Comparison, { targets: rows }: RunSummary): number[] {
  const quality = new Map(rows.map((row) => [row.target.id, row.quality?.value ?? -1]));
  const of = (place: number) => quality.get(targets[place]?.id ?? '') ?? targets[place]?.quality ?? -1;
  return [...targets.keys()].toSorted((a, b) => of(b) - of(a));
}

/** How much there is to do, and for how long it has been done. */
function Comparing({ targets }: { targets: number }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((old) => old + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className={styles.waiting} role="status">
      Comparing {formatCount(targets)} targets, {formatCount((targets * (targets - 1)) / 2)} pairs …
      <span aria-hidden="true">{seconds > 1 && ` ${seconds} s`}</span>
    </p>
  );
}

/** Every pair's verdict by one metric. */
function VerdictPanel({
  metric,
  setMetric,
  ...matrix
}: Omit<ComponentProps<typeof VerdictMatrix>, 'metric'> & {
  metric: ComparedMetric;
  setMetric: (metric: ComparedMetric) => void;
}) {
  return (
    <Panel
      title="Pairwise"
      note="▲ the row's target is better, ▼ worse, ≈ within the margin, ? inconclusive"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Metric"
          value={metric}
          onChange={(value) => setMetric(value as ComparedMetric)}
          data={comparedMetrics.map((value) => ({ value, label: comparedLabels[value] }))}
        />
      }
    >
      <div className={styles.matrixScroll} role="region" aria-label="Matrix of verdicts" tabIndex={0}>
        <VerdictMatrix metric={metric} {...matrix} />
      </div>
    </Panel>
  );
}

interface ShownInput {
  data: Comparison | undefined;
  summary: RunSummary;
  search: CompareSearch;
  wholes: Map<string, TargetLook>;
}

/** Of a comparison: the looks of its targets, their order, and the pair that is open. */
function useShown({ data, summary, search, wholes }: ShownInput) {
  const looks = useMemo(() => (data ? partLooks(data.targets, wholes) : wholes), [data, wholes]);
  const order = useMemo(() => (data ? bestFirst(data, summary) : []), [data, summary]);
  const pair = useMemo(() => (data ? openPair(data, search, order) : null), [data, search, order]);
  return { looks, order, pair };
}

/** Every target against every other on the cases they share. */
export function ComparePage() {
  const { runId } = useParams({ from: '/runs/$runId' });
  const search = useSearch({ from: '/runs/$runId/compare' });
  const navigate = useNavigate();
  const { run, summary } = useRun(runId);
  const wholes = useTargetLooks(run.targets);
  const { data, error, refetch } = useQuery(compareQuery(run, search.by));
  const change = (changes: Partial<CompareSearch>) =>
    void navigate({
      to: '/runs/$runId/compare',
      params: { runId },
      search: { ...search, ...changes },
      replace: true,
    });
  const { looks, order, pair } = useShown({ data, summary, search, wholes });
  const open = useCallback(
    (first: string, second: string) =>
      void navigate({
        from: '/runs/$runId/compare',
        to: '/runs/$runId/compare',
        params: { runId },
        search: (old) => ({ ...old, first, second }),
        replace: true,
        resetScroll: false,
      }),
    [navigate, runId],
  );
  if (error && !data) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (!data) return <Comparing targets={run.targets.length} />;
  if (!pair)
    return (
      <Notice title="Nothing to compare">A comparison needs two targets that answered the same cases.</Notice>
    );
  const opened = { first: data.targets[pair.first]?.id, second: data.targets[pair.second]?.id };
  return (
    <div className={styles.page}>
      <div className={styles.split}>
        <SplitField
          summary={summary}
          value={search.by}
          change={(by) => change({ by, first: undefined, second: undefined })}
        />
      </div>
      <VerdictPanel
        comparison={data}
        metric={search.metric ?? 'quality'}
        setMetric={(metric) => change({ metric })}
        looks={looks}
        order={order}
        opened={opened}
        open={open}
      />
      <PairPanel runId={runId} comparison={data} pair={pair} />
      <Notes notes={data.notes} />
    </div>
  );
}

const Notes = ({ notes }: Pick<Comparison, 'notes'>) =>
  notes.map((note) => (
    <p key={note} className={styles.note}>
      {note}
    </p>
  ));
