import { useMemo } from 'react';
import type { QuantileBounds } from '../../../../src/contract/analysis.ts';
import { Chart } from '../../charts/chart.tsx';
import { chartThemes } from '../../charts/chart-theme.ts';
import { latencyHeight, latencyOption, latencyRows } from '../../charts/latency-option.ts';
import { formatCount, formatMs, notAvailable, orNotAvailable } from '../../lib/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { useScheme } from '../../ui/use-scheme.ts';
import type { Drawn } from './drawn.ts';
import styles from './scatter-panel.module.css';
import { ValueTable } from './value-table.tsx';

const betweenText = (bounds: QuantileBounds | undefined) =>
  bounds
    ? `${orNotAvailable(bounds.low, formatMs)} to ${orNotAvailable(bounds.high, formatMs)}`
    : notAvailable;

export function LatencyPanel({ summary, hidden, looks }: Drawn) {
  const theme = chartThemes[useScheme()];
  const option = useMemo(
    () => latencyOption({ summary, hidden, looks, theme }),
    [summary, hidden, looks, theme],
  );
  const rows = latencyRows({ summary, hidden });
  return (
    <Panel
      title="Latency distribution"
      note="End-to-end latency of answered calls; each row is scaled to its own peak. Solid tick: p50; dashed: p95"
    >
      <div className={styles.chart}>
        {rows.length === 0 ? (
          <p className={styles.empty}>
            {summary.run.targets.every(({ batch }) => batch)
              ? 'Batch calls have no latency.'
              : summary.run.status === 'running'
                ? 'No answers yet.'
                : 'No answers.'}
          </p>
        ) : (
          <Chart
            option={option}
            height={latencyHeight(rows.length)}
            label={`End-to-end latency of ${rows.length} targets. The values follow as a table.`}
          />
        )}
      </div>
      <ValueTable
        caption="End-to-end latency"
        headers={['Target', 'Answers', 'p50, ms', '95 % interval', 'p95, ms', '95 % interval', 'Maximum, ms']}
        rows={rows.map(({ target, latency: { e2e_ms: e2e } }) => [
          target.label,
          orNotAvailable(e2e?.n, formatCount),
          orNotAvailable(e2e?.p50, formatMs),
          betweenText(e2e?.intervals?.p50),
          orNotAvailable(e2e?.p95, formatMs),
          betweenText(e2e?.intervals?.p95),
          orNotAvailable(e2e?.max, formatMs),
        ])}
      />
    </Panel>
  );
}
