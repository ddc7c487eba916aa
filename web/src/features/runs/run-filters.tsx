import { NativeSelect, TextInput, type TextInputProps } from '@mantine/core';
import { useId, useRef } from 'react';
import { runStatuses } from '../../../../src/contract/run-status.ts';
import { sampleSources } from '../../../../src/contract/sample-source.ts';
import { useFieldText } from '../../lib/use-field-text.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import styles from './run-filters.module.css';
import { isFiltered, type RunsSearch } from './runs-search.ts';

type Change = (changes: Partial<RunsSearch>) => void;

interface RunFiltersProps {
  search: RunsSearch;
  /** Names that are offered while one is written. */
  known: { suites: string[]; targets: string[]; projects: string[] };
  change: Change;
}

const pauseMs = 300;

/** Narrows the list. Everything chosen here stands in the address. */
export function RunFilters({ search, known, change }: RunFiltersProps) {
  return (
    <search className={styles.filters} aria-label="Filter the runs">
      <SearchField value={search.q} change={(q) => change({ q })} />
      <NameField
        label="Suite"
        value={search.suite}
        names={known.suites}
        change={(suite) => change({ suite })}
      />
      <NameField
        label="Target"
        value={search.target}
        names={known.targets}
        change={(target) => change({ target })}
      />
      <ChoiceField
        label="Status"
        value={search.status}
        values={runStatuses}
        change={(status) => change({ status })}
      />
      <ChoiceField
        label="Source"
        value={search.source}
        values={sampleSources}
        change={(source) => change({ source })}
      />
      {(known.projects.length > 1 || search.project) && (
        <NameField
          label="Project"
          value={search.project}
          names={known.projects}
          change={(project) => change({ project })}
        />
      )}
      <TextField label="Since, UTC" type="date" value={search.since} change={(since) => change({ since })} />
      <TextField label="Before, UTC" type="date" value={search.until} change={(until) => change({ until })} />
      {isFiltered(search) && (
        <button
          type="button"
          className="plain-button"
          onClick={() => change(Object.fromEntries(Object.keys(search).map((name) => [name, undefined])))}
        >
          Clear filters
        </button>
      )}
    </search>
  );
}

type FieldProps = Omit<TextInputProps, 'value' | 'onChange'> & {
  value: string | undefined;
  change: (value: string | undefined) => void;
};

function TextField({ value, change, ...props }: FieldProps) {
  const { text, write } = useFieldText(value ?? '', (next) => change(next || undefined), pauseMs);
  return (
    <TextInput size="xs" {...props} value={text} onChange={(event) => write(event.currentTarget.value)} />
  );
}

function SearchField({ value, change }: Pick<FieldProps, 'value' | 'change'>) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', () => input.current?.focus());
  return (
    <TextField
      ref={input}
      type="search"
      label="Search"
      placeholder="id, suite or target  ( / )"
      value={value}
      change={change}
    />
  );
}

function NameField({ names, ...props }: FieldProps & { names: string[] }) {
  const id = useId();
  return (
    <>
      <TextField list={id} placeholder="all" {...props} />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

function ChoiceField<Value extends string>(props: {
  label: string;
  value: Value | undefined;
  values: readonly Value[];
  change: (value: Value | undefined) => void;
}) {
  const { label, value, values, change } = props;
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value ?? ''}
      data={[{ value: '', label: 'all' }, ...values]}
      onChange={({ currentTarget }) => change(values.find((each) => each === currentTarget.value))}
    />
  );
}
