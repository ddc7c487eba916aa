import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import type { RunTarget } from '../../../../src/contract/run.ts';
import { useFieldText } from '../../lib/use-field-text.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import styles from './case-filters.module.css';
import type { CaseFilters as Filters } from './case-search.ts';

interface CaseFiltersProps {
  filters: Filters;
  targets: RunTarget[];
  categories: string[];
  /** Cases were asked several times. */
  isRepeated: boolean;
  change: (changes: Partial<Filters>) => void;
}

/** Two targets of which one is right where the other is wrong. */
function DisagreementFields({
  filters: { right, wrong },
  targets,
  change,
}: Pick<CaseFiltersProps, 'filters' | 'targets' | 'change'>) {
  const options = [
    { value: '', label: 'any target' },
    ...targets.map(({ id, label }) => ({ value: id, label })),
  ];
  // A target cannot be both right and wrong: what one list has chosen the other does not offer.
  const without = (taken: string | undefined) =>
    options.map((option) => ({ ...option, disabled: option.value !== '' && option.value === taken }));
  const isHalf = Boolean(right) !== Boolean(wrong) || (right && right === wrong);
  return (
    <fieldset className={styles.pair}>
      <legend className="visually-hidden">Disagreement of two targets</legend>
      <NativeSelect
        size="xs"
        aria-label="This target is right"
        value={right ?? ''}
        data={without(wrong)}
        onChange={(event) => change({ right: event.currentTarget.value || undefined })}
      />
      <span>right,</span>
      <NativeSelect
        size="xs"
        aria-label="This target is wrong"
        value={wrong ?? ''}
        data={without(right)}
        onChange={(event) => change({ wrong: event.currentTarget.value || undefined })}
      />
      <span>wrong</span>
      {isHalf && <span className={styles.hint}>choose two different targets</span>}
    </fieldset>
  );
}

/** Narrows the grid. Everything chosen here stands in the address. */
export function CaseFilters({ filters, targets, categories, isRepeated, change }: CaseFiltersProps) {
  return (
    <search className={styles.filters} aria-label="Filter the cases">
      <DisagreementFields filters={filters} targets={targets} change={change} />
      <SegmentedControl
        size="xs"
        aria-label="Some target's outcome"
        value={filters.outcome ?? ''}
        onChange={(value) => change({ outcome: (value || undefined) as Filters['outcome'] })}
        data={[
          { value: '', label: 'all' },
          { value: 'right', label: 'some right' },
          { value: 'wrong', label: 'some wrong' },
          { value: 'failed', label: 'some failed' },
          ...(isRepeated ? [{ value: 'flaky', label: 'some flaky' }] : []),
        ]}
      />
      {categories.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label="Category"
          value={filters.category ?? ''}
          data={[
            { value: '', label: 'all categories' },
            ...categories.map((name) => ({ value: name, label: visibleLine(name) })),
          ]}
          onChange={(event) => change({ category: event.currentTarget.value || undefined })}
        />
      )}
      <SearchField
        value={filters.search ?? ''}
        change={(search) => change({ search: search || undefined })}
      />
    </search>
  );
}

function SearchField({ value, change }: { value: string; change: (value: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const { text, write } = useFieldText(value, change, 250);
  useShortcut('/', () => input.current?.focus());
  return (
    <TextInput
      ref={input}
      size="xs"
      type="search"
      aria-label="Search in case ids and prompts"
      placeholder="Search id or prompt  ( / )"
      value={text}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}
