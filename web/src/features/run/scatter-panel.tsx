import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { Chart } from '../../charts/chart.tsx';
import { chartThemes } from '../../../../src/view/charts/chart-theme.ts';
import { scatterOption } from '../../../../src/view/charts/scatter-option.ts';
import { scatterPoints } from '../../../../src/view/charts/scatter-points.ts';
import { formatPercent, intervalText, unknown } from '../../../../src/view/format.ts';
import { cellText, headerOf } from '../../../../src/view/metrics/metric.ts';
import { metrics } from '../../../../src/view/metrics/metrics.ts';
import { Panel } from '../../ui/panel.tsx';
import { useScheme } from '../../ui/use-scheme.ts';
import type { Drawn } from './drawn.ts';
import styles from './scatter-panel.module.css';
import { ValueTable } from './value-table.tsx';

const kinds = {
  cost: {
    title: 'Quality against cost',
    x: metrics.costPer1k,
    frontier: 'quality_cost',
    why: 'no known cost',
  },
  latency: {
    title: 'Quality against latency',
    x: metrics.e2eP95,
    frontier: 'quality_p95',
    why: 'no latency',
  },
} as const;

interface ScatterPanelProps extends Drawn {
  kind: keyof typeof kinds;
  scale: 'log' | 'linear';
  /** `undefined`: the usual one, log. */
  setScale: (scale: 'linear' | undefined) => void;
}

export function ScatterPanel({ summary, hidden, looks, kind, scale, setScale }: ScatterPanelProps) {
  const { title, x, frontier: frontierKey, why } = kinds[kind];
  const isLog = scale === 'log';
  const theme = chartThemes[useScheme()];
  const points = useMemo(
    () =>
      scatterPoints({ targets: summary.targets, hidden, x, isLog, frontier: summary.frontier[frontierKey] }),
    [summary, hidden, x, isLog, frontierKey],
  );
  const option = useMemo(
    () => scatterOption({ points, x, isLog, looks, theme }),
    [points, x, isLog, looks, theme],
  );
  const left = summary.targets.length - hidden.size - points.length;
  const noted = `${left} not shown: ${why} or no quality${isLog ? ', or zero' : ''}`;
  return (
    <Panel
      title={title}
      note={
        left > 0 ? noted : 'Up and to the left is better. Bars: 95 % intervals; stepped line: Pareto frontier'
      }
      actions={
        <SegmentedControl
          size="xs"
          aria-label={`Scale of ${x.label}`}
          value={scale}
          onChange={(value) => setScale(value === 'linear' ? 'linear' : undefined)}
          data={['linear', 'log']}
        />
      }
    >
      <div className={styles.chart}>
        {points.length === 0 ? (
          <p className={styles.empty}>
            {summary.run.status === 'running' ? 'Nothing to draw yet.' : 'Nothing to draw.'}
          </p>
        ) : (
          <Chart
            option={option}
            height={340}
            label={`${title}: ${points.length} targets. The values follow as a table.`}
          />
        )}
      </div>
      <ValueTable
        caption={title}
        headers={['Target', 'Quality, %', 'Interval, %', headerOf(x), 'On the Pareto frontier']}
        rows={points.map((point) => [
          point.label,
          formatPercent(point.y),
          point.isIntervalKnown ? intervalText(point, formatPercent) : unknown,
          cellText(x, point.xReading),
          point.onFrontier ? 'yes' : 'no',
        ])}
      />
    </Panel>
  );
}
