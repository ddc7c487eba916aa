import { NativeSelect, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { visibleLine } from '../../../../src/base/visible-text.ts';
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

/** What the fields say; the seed stays. */
function searchOf(form: FormData, seed: LabelSearch['seed']): LabelSearch {
  const word = (name: string) => String(form.get(name) ?? '').trim() || undefined;
  const wanted = word('way');
  const isRubric = wanted?.startsWith(rubricMark);
  return {
    criterion: word('criterion'),
    by: word('by'),
    limit: word('limit'),
    seed,
    pairs: wanted === 'pairs' ? 'true' : undefined,
    rubric: isRubric ? wanted?.slice(rubricMark.length) : undefined,
    levels: wanted === 'pairs' || isRubric ? undefined : wanted,
  };
}

function wayOf({ pairs, rubric, levels }: LabelSearch): string {
  if (pairs) return 'pairs';
  return rubric ? `${rubricMark}${rubric}` : (levels ?? '');
}

/** Every way to label, those of the suite's own rubrics last. */
const waysOf = (list: LabelList | undefined) => [
  ...ways,
  ...(list?.rubrics ?? []).map((name) => ({
    value: `${rubricMark}${name}`,
    label: visibleLine(`levels of the judge ${name}`),
  })),
];

/** What is asked, and of whom. Takes effect with its button: labels already given stay with what was asked then. */
export function LabelForm({ search, list, change }: LabelFormProps) {
  const way = wayOf(search);
  const all = waysOf(list);
  const wayLabel = all.find(({ value }) => value === way)?.label ?? `1 to ${way}`;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change(searchOf(new FormData(event.currentTarget), search.seed));
  };
  return (
    <details className={styles.settings}>
      <summary>
        {list ? visibleLine(`“${list.criterion}” · ${wayLabel} · by ${list.by}`) : 'Settings'}
        <span className={styles.change}>Change</span>
      </summary>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          size="xs"
          name="criterion"
          label="Question"
          placeholder="correct"
          defaultValue={search.criterion ?? ''}
        />
        <NativeSelect
          // a value that is not among its options yet would be lost
          key={all.length}
          size="xs"
          name="way"
          label="Scale"
          data={all}
          defaultValue={way}
        />
        <TextInput
          size="xs"
          name="by"
          label="Labelled by"
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
          Apply
        </button>
      </form>
    </details>
  );
}
