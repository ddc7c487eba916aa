import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { Chart } from '../../charts/chart.tsx';
import { chartThemes } from '../../../../src/view/charts/chart-theme.ts';
import {
  failureCounts,
  failureKinds,
  failuresHeight,
  failuresOption,
  type FailureView,
} from '../../../../src/view/charts/failures-option.ts';
import { formatCount } from '../../../../src/view/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { useScheme } from '../../ui/use-scheme.ts';
import type { Drawn } from './drawn.ts';
import styles from './scatter-panel.module.css';
import { ValueTable } from './value-table.tsx';

interface FailuresPanelProps extends Drawn {
  view: FailureView;
  /** `undefined`: the usual one, by cause. */
  setView: (view: 'outcome' | undefined) => void;
}

export function FailuresPanel({ summary, hidden, view, setView }: FailuresPanelProps) {
  const theme = chartThemes[useScheme()];
  const option = useMemo(
    () => failuresOption({ summary, hidden, view, theme }),
    [summary, hidden, view, theme],
  );
  const rows = summary.targets.filter(({ target }) => !hidden.has(target.id));
  const kinds = failureKinds(rows, view);
  if (kinds.length === 0)
    return (
      <Panel title="Failures" note={noFailures(summary)} shrinks>
        {null}
      </Panel>
    );
  return (
    <Panel
      title="Failures"
      note="Completed calls with another outcome than ok, after retries"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Failures by"
          value={view}
          onChange={(value) => setView(value === 'outcome' ? 'outcome' : undefined)}
          data={[
            { value: 'class', label: 'by cause' },
            { value: 'outcome', label: 'by outcome' },
          ]}
        />
      }
    >
      <div className={styles.chart}>
        <Chart
          option={option}
          height={failuresHeight(rows.length)}
          label={`Share of failed calls per target: ${kinds.join(', ')}. The values follow as a table.`}
        />
      </div>
      <ValueTable
        caption="Failed calls"
        headers={['Target', 'Completed', ...kinds]}
        rows={rows.map((row) => [
          row.target.label,
          formatCount(row.n),
          ...kinds.map((kind) => formatCount(failureCounts(row, view).get(kind) ?? 0)),
        ])}
      />
    </Panel>
  );
}

function noFailures({ done }: Drawn['summary']): string {
  return done === 0 ? 'No completed calls yet.' : 'None: every completed call of the targets shown ended ok.';
}
