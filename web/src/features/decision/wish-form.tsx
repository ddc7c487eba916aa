import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import type { RunTarget } from '../../../../src/contract/run.ts';
import styles from './decision-page.module.css';
import type { WishSearch } from './wish-search.ts';

interface WishFormProps {
  wishes: WishSearch;
  targets: RunTarget[];
  change: (changes: Partial<WishSearch>) => void;
}

const fields = [
  { name: 'margin', label: 'Quality that may be lost', placeholder: '3%' },
  { name: 'p95', label: 'Most p95, ms', placeholder: 'any' },
  { name: 'errors', label: 'Most calls without answer', placeholder: '5%' },
  { name: 'truncated', label: 'Most answers cut', placeholder: '5%' },
  { name: 'per1k', label: 'Most $ per 1,000 calls', placeholder: 'any' },
  { name: 'calls', label: 'Calls a month', placeholder: 'unknown' },
] as const;

/** What the choice must meet. Everything written here stands in the address. */
export function WishForm({ wishes, targets, change }: WishFormProps) {
  return (
    <search className={styles.form} aria-label="What the choice must meet">
      <NativeSelect
        size="xs"
        label="Compared with"
        value={wishes.baseline ?? ''}
        data={[
          { value: '', label: 'baseline, or the best' },
          ...targets.map(({ id, label }) => ({ value: id, label })),
        ]}
        onChange={(event) => change({ baseline: event.currentTarget.value || undefined })}
      />
      {fields.map(({ name, ...field }) => (
        <WishField
          key={name}
          {...field}
          value={wishes[name] ?? ''}
          change={(value) => change({ [name]: value })}
        />
      ))}
      <NativeSelect
        size="xs"
        label="It holds for"
        value={wishes.scope ?? ''}
        data={[
          { value: '', label: 'work like this' },
          { value: 'suite', label: 'this suite alone' },
        ]}
        onChange={(event) => change({ scope: event.currentTarget.value || undefined })}
      />
    </search>
  );
}

interface WishFieldProps {
  label: string;
  placeholder: string;
  value: string;
  change: (value: string | undefined) => void;
}

function WishField({ label, placeholder, value, change }: WishFieldProps) {
  const [text, setText] = useState(value);
  const send = useDebouncedCallback((next: string) => change(next.trim() || undefined), 400);
  return (
    <TextInput
      size="xs"
      label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
    />
  );
}
