import { NativeSelect, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import type { LabelList } from '../../../../src/contract/label.ts';
import styles from './label-page.module.css';
import type { LabelSearch } from './label-search.ts';

const ways = [
  { value: '', label: 'yes or no' },
  { value: 'pairs', label: 'which of two is better' },
  ...[3, 4, 5, 7, 9].map((levels) => ({ value: String(levels), label: `1 to ${levels}` })),
];

/** Before the name of a rubric, so that it is taken for no other way. */
const rubricMark = 'rubric ';

interface LabelFormProps {
  search: LabelSearch;
  list: LabelList | undefined;
  change: (search: LabelSearch) => void;
}

/** What is asked, and of whom. Takes effect with its button: labels already given stay with what was asked then. */
export function LabelForm({ search, list, change }: LabelFormProps) {
  const way = search.pairs
    ? 'pairs'
    : search.rubric
      ? `${rubricMark}${search.rubric}`
      : (search.levels ?? '');
  const all = [
    ...ways,
    ...(list?.rubrics ?? []).map((name) => ({
      value: `${rubricMark}${name}`,
      label: `levels of the judge ${name}`,
    })),
  ];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const word = (name: string) => String(form.get(name) ?? '').trim() || undefined;
    const wanted = word('way');
    change({
      criterion: word('criterion'),
      by: word('by'),
      limit: word('limit'),
      seed: search.seed,
      pairs: wanted === 'pairs' ? 'true' : undefined,
      rubric: wanted?.startsWith(rubricMark) ? wanted.slice(rubricMark.length) : undefined,
      levels: wanted === 'pairs' || wanted?.startsWith(rubricMark) ? undefined : wanted,
    });
  };
  return (
    <details className={styles.settings}>
      <summary>
        {list
          ? `“${list.criterion}” · ${all.find(({ value }) => value === way)?.label ?? `1 to ${way}`} · by ${list.by}`
          : 'What is asked'}
        <span className={styles.change}>Change</span>
      </summary>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          size="xs"
          name="criterion"
          label="What is asked"
          placeholder="correct"
          defaultValue={search.criterion ?? ''}
        />
        <NativeSelect
          // a value that is not among its options yet would be lost
          key={all.length}
          size="xs"
          name="way"
          label="Said with"
          data={all}
          defaultValue={way}
        />
        <TextInput
          size="xs"
          name="by"
          label="Who labels"
          placeholder={list?.by ?? ''}
          defaultValue={search.by ?? ''}
        />
        <TextInput
          size="xs"
          name="limit"
          label="How many"
          placeholder="50"
          inputMode="numeric"
          pattern="[1-9][0-9]{0,2}"
          defaultValue={search.limit ?? ''}
        />
        <button type="submit" className="plain-button">
          Show these
        </button>
      </form>
    </details>
  );
}
