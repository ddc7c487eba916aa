import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import type { History } from '../../../../src/contract/history.ts';
import { chartThemes } from '../../../../src/view/charts/chart-theme.ts';
import { historyOption, maxHistoryLines } from '../../../../src/view/charts/history-option.ts';
import { formatCount } from '../../../../src/view/format.ts';
import { shownMetric } from '../../../../src/view/metrics/history-metrics.ts';
import { headerOf } from '../../../../src/view/metrics/metric.ts';
import { bucketText } from '../../../../src/view/words/history-words.ts';
import { Chart } from '../../charts/chart.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useScheme } from '../../ui/use-scheme.ts';
import { HistoryControls } from './history-controls.tsx';
import { historyLines } from './history-lines.ts';
import styles from './history-page.module.css';
import { historyQuery } from './history-query.ts';
import type { HistorySearch } from './history-search.ts';
import { HistoryEvents, HistoryPoints, HistoryTable } from './history-table.tsx';

const height = 320;
const distinct = (names: string[]) => [...new Set(names)].toSorted();

/** A metric of targets over time. */
export function HistoryPage() {
  const search = useSearch({ from: '/history' });
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(historyQuery(search));
  useEffect(() => {
    document.title = 'History · Assay';
  }, []);
  const known = useMemo(
    () => ({
      targets: distinct(data?.series.map(({ label }) => label) ?? []),
      suites: distinct(data?.series.map(({ suite_name: name }) => name) ?? []),
      scores: data?.scores ?? [],
    }),
    [data],
  );
  const change = (changes: Partial<HistorySearch>) =>
    void navigate({
      from: '/history',
      to: '/history',
      search: (old) => ({ ...old, ...changes }),
      replace: true,
      resetScroll: false,
    });
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>History</h1>
      <HistoryControls search={search} known={known} change={change} />
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {!data && !error && <Notice title="Loading …" />}
      {data?.notes.map((note) => (
        <Notice key={note} title={note} />
      ))}
      {data && data.series.length > 0 && !error && <HistoryView history={data} />}
    </div>
  );
}

function HistoryView({ history }: { history: History }) {
  const scheme = useScheme();
  const { ref, width } = useElementSize();
  const metric = shownMetric(history.metric);
  const lines = useMemo(() => historyLines(history, scheme), [history, scheme]);
  const drawn = useMemo(() => lines.slice(0, maxHistoryLines), [lines]);
  const option = useMemo(
    () =>
      historyOption({
        history,
        metric: shownMetric(history.metric),
        lines: drawn,
        theme: chartThemes[scheme],
        widthPx: width || 800,
      }),
    [history, drawn, scheme, width],
  );
  const { since_ms: since, until_ms: until, bucket } = history;
  const left =
    lines.length > drawn.length
      ? ` The first ${drawn.length} of ${formatCount(lines.length)} lines; the table has all.`
      : '';
  return (
    <>
      <Panel
        title={headerOf(metric)}
        note={`By ${bucket}, ${bucketText(since, bucket)} to ${bucketText(until, bucket)}. Bands and bars: 95 % intervals; diamonds: the figures changed; upright lines: something else was different.${left}`}
      >
        <div ref={ref} className={styles.chart}>
          <Chart
            option={option}
            height={height}
            label={`${headerOf(metric)} of ${lines.length} lines over time. The values follow as a table.`}
          />
        </div>
      </Panel>
      <Panel title="Lines">
        <div className={styles.scroll} role="region" aria-label="Table of lines" tabIndex={0}>
          <HistoryTable metric={metric} lines={lines} />
        </div>
        <HistoryPoints history={history} metric={metric} lines={drawn} />
      </Panel>
      <Panel title="Changes" note="Where figures changed, and what was different then">
        <HistoryEvents history={history} metric={metric} lines={lines} />
      </Panel>
    </>
  );
}
