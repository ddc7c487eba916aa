import { useMemo } from 'react';
import type { QuantileBounds, Quantiles } from '../../../../src/contract/analysis.ts';
import { Chart } from '../../charts/chart.tsx';
import { chartThemes } from '../../../../src/view/charts/chart-theme.ts';
import { latencyHeight, latencyOption, latencyRows } from '../../../../src/view/charts/latency-option.ts';
import { formatCount, formatNumber, intervalText, unknown } from '../../../../src/view/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { useScheme } from '../../ui/use-scheme.ts';
import type { Drawn } from './drawn.ts';
import styles from './scatter-panel.module.css';
import { ValueTable } from './value-table.tsx';

const boundsText = (bounds: QuantileBounds | undefined) =>
  bounds ? intervalText(bounds, formatNumber) : unknown;

const tailText = (e2e: Quantiles | undefined) =>
  e2e && e2e.p95 === null ? `~${formatNumber(e2e.p95_provisional)}` : formatNumber(e2e?.p95);

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
          formatCount(e2e?.n),
          formatNumber(e2e?.p50),
          boundsText(e2e?.intervals?.p50),
          tailText(e2e),
          boundsText(e2e?.intervals?.p95),
          formatNumber(e2e?.max),
        ])}
      />
    </Panel>
  );
}
