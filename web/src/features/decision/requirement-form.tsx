import { NativeSelect, TextInput } from '@mantine/core';
import type { RunSummary } from '../../../../src/contract/analysis.ts';
import { useFieldText } from '../../lib/use-field-text.ts';
import { SplitField } from '../../ui/split-field.tsx';
import styles from './decision-page.module.css';
import { requirementFields, type ReadRequirements } from './requirement-fields.ts';
import type { RequirementSearch } from './requirement-search.ts';

interface RequirementFormProps {
  requirements: RequirementSearch;
  read: ReadRequirements;
  summary: RunSummary;
  change: (changes: Partial<RequirementSearch>) => void;
}

/** Requirements of the choice. Everything written here stands in the address. */
export function RequirementForm({ requirements, read, summary, change }: RequirementFormProps) {
  return (
    <search className={styles.form} aria-label="Requirements">
      <NativeSelect
        size="xs"
        label="Compared with"
        value={requirements.baseline ?? ''}
        data={[
          { value: '', label: 'the baseline, else the best target' },
          ...summary.run.targets.map(({ id, label }) => ({ value: id, label })),
        ]}
        onChange={(event) => change({ baseline: event.currentTarget.value || undefined })}
      />
      {requirementFields.map(({ name, label, placeholder }) => (
        <RequirementInputField
          key={name}
          label={label}
          placeholder={placeholder}
          value={requirements[name] ?? ''}
          problem={read.problems[name]}
          means={read.meanings[name]}
          change={(value) => change({ [name]: value })}
        />
      ))}
      <NativeSelect
        size="xs"
        label="Scope"
        value={requirements.scope ?? ''}
        data={[
          { value: '', label: 'generalizes to similar work' },
          { value: 'suite', label: 'this suite only' },
        ]}
        onChange={(event) => change({ scope: event.currentTarget.value || undefined })}
      />
      <SplitField summary={summary} value={requirements.by} change={(by) => change({ by })} />
    </search>
  );
}

interface RequirementInputFieldProps {
  label: string;
  placeholder: string;
  value: string;
  problem: string | undefined;
  means: string | undefined;
  change: (value: string | undefined) => void;
}

function RequirementInputField({
  label,
  placeholder,
  value,
  problem,
  means,
  change,
}: RequirementInputFieldProps) {
  const { text, write } = useFieldText(value, (next) => change(next.trim() || undefined), 400);
  return (
    <TextInput
      size="xs"
      label={label}
      placeholder={placeholder}
      value={text}
      error={problem}
      description={problem === undefined && means !== undefined ? `= ${means}` : undefined}
      inputWrapperOrder={wrapperOrder}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}

const wrapperOrder: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
];
