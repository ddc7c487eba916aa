import { NativeSelect } from '@mantine/core';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import { bucketNames, historySplits } from '../../../../src/contract/history-names.ts';
import { historyMetrics } from '../../../../src/view/metrics/history-metrics.ts';
import { headerOf } from '../../../../src/view/metrics/metric.ts';
import { ChoiceField, NameField, TextField } from '../../ui/filter-fields.tsx';
import styles from './history-page.module.css';
import { defaultPeriod, periods, type HistorySearch, type Period } from './history-search.ts';

interface HistoryControlsProps {
  search: HistorySearch;
  /** Names that are offered while one is written. */
  known: { targets: string[]; suites: string[]; scores: string[] };
  change: (changes: Partial<HistorySearch>) => void;
}

const metricChoices = historyMetrics.map((metric) => ({ value: metric.key, label: headerOf(metric) }));

/** Each question is about many calls: it waits until a name is written. */
const pauseMs = 400;

/** The metrics of a run, then the scores that there are, and what stands in the address. */
function withScores(metric: string, scores: readonly string[]) {
  const named = scores.map((name) => ({ value: `score.${name}`, label: `Score ${visibleLine(name)}, %` }));
  const all = [...metricChoices, ...named];
  return all.some(({ value }) => value === metric) ? all : [...all, { value: metric, label: metric }];
}

/** What is shown. Everything chosen here stands in the address. */
export function HistoryControls({ search, known, change }: HistoryControlsProps) {
  const { metric = 'quality', targets, suite, days = defaultPeriod, bucket, by } = search;
  const choices = withScores(metric, known.scores);
  return (
    <search className={styles.controls} aria-label="What is shown">
      <NativeSelect
        className={styles.metric}
        size="xs"
        label="Metric"
        value={metric}
        data={choices}
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
      <MoreControls search={search} change={change} />
    </search>
  );
}

const filterLabels: Record<(typeof historySplits)[number], string> = {
  category: 'Category',
  tag: 'Tag',
  host: 'Host',
  tier: 'Service tier',
  region: 'Region',
  effort: 'Reasoning effort',
};

/** What is seldom needed: dates, filters, and versions of a suite as one. */
function MoreControls({ search, change }: Omit<HistoryControlsProps, 'known'>) {
  const { since, until, suite, shared } = search;
  const isUsed = [since, until, shared, ...historySplits.map((name) => search[name])].some(Boolean);
  return (
    <details className={styles.more} open={isUsed || undefined}>
      <summary>Dates and filters</summary>
      <div className={styles.controls}>
        <TextField label="Since, UTC" type="date" value={since} change={(text) => change({ since: text })} />
        <TextField label="Before, UTC" type="date" value={until} change={(text) => change({ until: text })} />
        {historySplits.map((name) => (
          <TextField
            key={name}
            label={filterLabels[name]}
            placeholder="all"
            value={search[name]}
            pauseMs={pauseMs}
            change={(text) => change({ [name]: text })}
          />
        ))}
        <NativeSelect
          size="xs"
          label="Versions of the suite"
          value={suite === undefined ? '' : (shared ?? '')}
          disabled={suite === undefined}
          title={suite === undefined ? 'Name a suite first' : undefined}
          data={[
            { value: '', label: 'a line each' },
            { value: 'yes', label: 'shared cases' },
          ]}
          onChange={({ currentTarget: { value } }) => change({ shared: value === 'yes' ? 'yes' : undefined })}
        />
      </div>
    </details>
  );
}
