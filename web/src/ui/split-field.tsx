import type { RunSummary } from '../../../src/contract/analysis.ts';
import {
  servedCountFields,
  servedSplits,
  splitNames,
  type ServedSplit,
} from '../../../src/contract/served-split.ts';
import { NativeSelect } from '@mantine/core';

/** By what the targets of a run differ in themselves. */
const differing = ({ targets }: RunSummary): ServedSplit[] =>
  servedSplits.filter((split) =>
    targets.some(({ [servedCountFields[split]]: counts }) => Object.keys(counts).length > 1),
  );

interface SplitFieldProps {
  summary: RunSummary;
  value: ServedSplit | undefined;
  change: (value: ServedSplit | undefined) => void;
}

/** Takes each target as one for each host, tier, region or effort; not there where that would split none. */
export function SplitField({ summary, value, change }: SplitFieldProps) {
  const offered = servedSplits.filter((split) => split === value || differing(summary).includes(split));
  if (offered.length === 0) return null;
  return (
    <NativeSelect
      size="xs"
      label="Split targets by"
      value={value ?? ''}
      data={[
        { value: '', label: 'nothing' },
        ...offered.map((split) => ({ value: split, label: splitNames[split] })),
      ]}
      onChange={({ currentTarget }) => change(offered.find((split) => split === currentTarget.value))}
    />
  );
}
