import { useRef } from 'react';
import { runStatuses } from '../../../../src/contract/run-status.ts';
import { sampleSources } from '../../../../src/contract/sample-source.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { ChoiceField, NameField, TextField, type TextFieldProps } from '../../ui/filter-fields.tsx';
import styles from './run-filters.module.css';
import { isFiltered, type RunsSearch } from './runs-search.ts';

type Change = (changes: Partial<RunsSearch>) => void;

interface RunFiltersProps {
  search: RunsSearch;
  /** Names that are offered while one is written. */
  known: { suites: string[]; targets: string[]; projects: string[] };
  change: Change;
}

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

function SearchField({ value, change }: Pick<TextFieldProps, 'value' | 'change'>) {
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
