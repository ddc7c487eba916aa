import { NativeSelect } from '@mantine/core';
import { bucketNames, historySplits } from '../../../../src/contract/history-names.ts';
import { historyMetrics } from '../../../../src/view/metrics/history-metrics.ts';
import { headerOf } from '../../../../src/view/metrics/metric.ts';
import { ChoiceField, NameField } from '../../ui/filter-fields.tsx';
import styles from './history-page.module.css';
import { defaultPeriod, periods, type HistorySearch, type Period } from './history-search.ts';

interface HistoryControlsProps {
  search: HistorySearch;
  /** Names that are offered while one is written. */
  known: { targets: string[]; suites: string[] };
  change: (changes: Partial<HistorySearch>) => void;
}

const metricChoices = historyMetrics.map((metric) => ({ value: metric.key, label: headerOf(metric) }));

/** Each question is about many calls: it waits until a name is written. */
const pauseMs = 400;

/** What is shown. Everything chosen here stands in the address. */
export function HistoryControls({ search, known, change }: HistoryControlsProps) {
  const { metric = 'quality', targets, suite, days = defaultPeriod, bucket, by } = search;
  const isScore = !metricChoices.some(({ value }) => value === metric);
  return (
    <search className={styles.controls} aria-label="What is shown">
      <NativeSelect
        size="xs"
        label="Metric"
        value={metric}
        data={isScore ? [...metricChoices, { value: metric, label: metric }] : metricChoices}
        onChange={({ currentTarget: { value } }) =>
          change({ metric: value === 'quality' ? undefined : value })
        }
      />
      <NameField
        label="Targets"
        placeholder="all; several with commas"
        value={targets}
        names={known.targets}
        pauseMs={pauseMs}
        change={(text) => change({ targets: text })}
      />
      <NameField
        label="Suite"
        placeholder="all"
        value={suite}
        names={known.suites}
        pauseMs={pauseMs}
        change={(text) => change({ suite: text })}
      />
      <NativeSelect
        size="xs"
        label="Period"
        value={days}
        data={Object.entries(periods).map(([value, label]) => ({ value, label: `last ${label}` }))}
        onChange={({ currentTarget: { value } }) =>
          change({ days: value === defaultPeriod ? undefined : (value as Period) })
        }
      />
      <ChoiceField
        label="A point for each"
        none="by period"
        values={bucketNames}
        value={bucket}
        change={(value) => change({ bucket: value })}
      />
      <ChoiceField
        label="Split by"
        none="nothing"
        values={historySplits}
        value={by}
        change={(value) => change({ by: value })}
      />
    </search>
  );
}
