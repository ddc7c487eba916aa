import { NativeSelect, TextInput } from '@mantine/core';
import { useId } from 'react';
import { bucketNames, historySplits } from '../../../../src/contract/history-names.ts';
import { historyMetrics } from '../../../../src/view/metrics/history-metrics.ts';
import { headerOf } from '../../../../src/view/metrics/metric.ts';
import { useFieldText } from '../../lib/use-field-text.ts';
import styles from './history-page.module.css';
import { defaultPeriod, periods, type HistorySearch, type Period } from './history-search.ts';

interface HistoryControlsProps {
  search: HistorySearch;
  /** Names that are offered while one is written. */
  known: { targets: string[]; suites: string[] };
  change: (changes: Partial<HistorySearch>) => void;
}

const metricChoices = historyMetrics.map((metric) => ({ value: metric.key, label: headerOf(metric) }));

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
        change={(text) => change({ targets: text })}
      />
      <NameField
        label="Suite"
        placeholder="all"
        value={suite}
        names={known.suites}
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

function ChoiceField<Value extends string>(props: {
  label: string;
  none: string;
  values: readonly Value[];
  value: Value | undefined;
  change: (value: Value | undefined) => void;
}) {
  const { label, none, values, value, change } = props;
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value ?? ''}
      data={[{ value: '', label: none }, ...values]}
      onChange={({ currentTarget }) => change(values.find((each) => each === currentTarget.value))}
    />
  );
}

function NameField(props: {
  label: string;
  placeholder: string;
  value: string | undefined;
  names: string[];
  change: (value: string | undefined) => void;
}) {
  const { label, placeholder, value, names, change } = props;
  const id = useId();
  const { text, write } = useFieldText(value ?? '', (next) => change(next || undefined), 400);
  return (
    <>
      <TextInput
        size="xs"
        label={label}
        placeholder={placeholder}
        list={id}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
