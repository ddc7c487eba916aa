import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { Chart } from '../../charts/chart.tsx';
import { chartThemes } from '../../../../src/view/charts/chart-theme.ts';
import { ampleRoom, scatterRoom } from '../../../../src/view/charts/scatter-labels.ts';
import { scatterOption } from '../../../../src/view/charts/scatter-option.ts';
import { scatterPoints, type ScatterPoint } from '../../../../src/view/charts/scatter-points.ts';
import { formatPercent, intervalText, unknown } from '../../../../src/view/format.ts';
import { cellText, headerOf } from '../../../../src/view/metrics/metric.ts';
import { metrics } from '../../../../src/view/metrics/metrics.ts';
import { Panel } from '../../ui/panel.tsx';
import { TargetName } from '../../ui/target-name.tsx';
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

/** Names beside points that lie close together are left out there. */
const isNarrow = (widthPx: number) => widthPx > 0 && widthPx < 560;

/** Characters of a name as in reports. */
const roomIn = (widthPx: number) =>
  widthPx === 0 ? ampleRoom : scatterRoom({ widthPx, nameChars: isNarrow(widthPx) ? 16 : 28 });

function Legend({ points, looks }: { points: ScatterPoint[]; looks: Drawn['looks'] }) {
  return (
    <ul className={styles.legend} aria-hidden="true">
      {points.map(({ id, label }) => (
        <li key={id}>
          <TargetName look={looks.get(id)} label={label} />
        </li>
      ))}
    </ul>
  );
}

function noteOf(left: number, why: string, isLog: boolean): string {
  if (left > 0) return `${left} not shown: ${why} or no quality${isLog ? ', or zero' : ''}`;
  return 'Up and to the left is better. Bars: 95 % intervals; stepped line: Pareto frontier';
}

export function ScatterPanel({ summary, hidden, looks, kind, scale, setScale }: ScatterPanelProps) {
  const { title, x, frontier: frontierKey, why } = kinds[kind];
  const isLog = scale === 'log';
  const { ref, width } = useElementSize<HTMLDivElement>();
  const room = useMemo(() => roomIn(width), [width]);
  const theme = chartThemes[useScheme()];
  const points = useMemo(
    () =>
      scatterPoints({ targets: summary.targets, hidden, x, isLog, frontier: summary.frontier[frontierKey] }),
    [summary, hidden, x, isLog, frontierKey],
  );
  const option = useMemo(
    () => scatterOption({ points, x, isLog, looks, theme, room }),
    [points, x, isLog, looks, theme, room],
  );
  const left = summary.targets.length - hidden.size - points.length;
  return (
    <Panel
      title={title}
      note={noteOf(left, why, isLog)}
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
      <div ref={ref} className={styles.chart}>
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
        {isNarrow(width) && <Legend points={points} looks={looks} />}
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
