/** Fields whose value stands in the address; `undefined`: nothing is chosen. */
import { NativeSelect, TextInput, type TextInputProps } from '@mantine/core';
import { useId } from 'react';
import { useFieldText } from '../lib/use-field-text.ts';

export type TextFieldProps = Omit<TextInputProps, 'value' | 'onChange'> & {
  value: string | undefined;
  change: (value: string | undefined) => void;
  /** After so long without a key what is written counts. */
  pauseMs?: number;
};

export function TextField({ value, change, pauseMs = 300, ...props }: TextFieldProps) {
  const { text, write } = useFieldText(value ?? '', (next) => change(next || undefined), pauseMs);
  return (
    <TextInput size="xs" {...props} value={text} onChange={(event) => write(event.currentTarget.value)} />
  );
}

/** With names that are offered while one is written. */
export function NameField({ names, ...props }: TextFieldProps & { names: string[] }) {
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

export function ChoiceField<Value extends string>(props: {
  label: string;
  /** What is chosen when none of the values is. */
  none?: string;
  values: readonly Value[];
  value: Value | undefined;
  change: (value: Value | undefined) => void;
}) {
  const { label, none = 'all', values, value, change } = props;
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
