import type { TargetSummary } from '../../../../src/contract/analysis.ts';
import { formatCount } from '../../../../src/view/format.ts';
import { cellInterval, type Metric } from '../../../../src/view/metrics/metric.ts';
import { metrics } from '../../../../src/view/metrics/metrics.ts';
import type { TargetLook } from '../../../../src/view/target-look.ts';
import { IntervalBar } from '../../ui/interval-bar.tsx';
import { MetricValue } from '../../ui/metric-value.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { TargetName } from '../../ui/target-name.tsx';
import styles from './comparison-table.module.css';

interface ComparisonRowProps {
  summary: TargetSummary;
  look: TargetLook | undefined;
  best: Map<string, Set<string>>;
  scale: { from: number; to: number };
  isHidden: boolean;
  isBaseline: boolean;
  toggle: (targetId: string) => void;
  /** Columns, quality first. */
  shown: Metric[];
}

export function ComparisonRow({
  summary,
  look,
  best,
  scale,
  isHidden,
  isBaseline,
  toggle,
  shown,
}: ComparisonRowProps) {
  const { id, label, provider, model } = summary.target;
  const isBest = (key: string) => best.get(key)?.has(id) ?? false;
  return (
    <tr data-hidden={isHidden || undefined}>
      <th scope="row" className={styles.first}>
        <button
          type="button"
          data-row
          className={styles.target}
          aria-pressed={!isHidden}
          title={`${provider}/${model}: ${isHidden ? 'show in' : 'hide from'} the charts`}
          onClick={() => toggle(id)}
        >
          <TargetName look={look} label={label} />
          {isBaseline && <span className={styles.baseline}>baseline</span>}
          {!summary.ranked && (
            <span
              className={styles.baseline}
              title="Too many of its calls got no answer, so the answered ones are a biased selection: it is left off the frontiers and never marked as best."
            >
              not ranked
            </span>
          )}
        </button>
      </th>
      <td className={styles.number}>
        <Settled summary={summary} />
      </td>
      <td className={styles.quality}>
        <QualityCell
          summary={summary}
          scale={scale}
          colour={look?.colour ?? 'currentColor'}
          isBest={isBest('quality')}
        />
      </td>
      {shown.slice(1).map((metric) => (
        <td key={metric.key} className={styles.number}>
          <MetricValue metric={metric} reading={metric.read(summary)} isBest={isBest(metric.key)} />
          {metric === metrics.correct && summary.quality && (
            <span className={styles.of}>/{formatCount(summary.quality.n)}</span>
          )}
        </td>
      ))}
    </tr>
  );
}

function Settled({ summary: { n, planned, target } }: { summary: TargetSummary }) {
  return (
    <>
      <span className={styles.settled}>
        {formatCount(n)}
        {n < planned && <span className={styles.of}> / {formatCount(planned)}</span>}
      </span>
      <ProgressBar done={n} total={planned} label={`Progress of ${target.label}`} />
    </>
  );
}

interface QualityCellProps {
  summary: TargetSummary;
  scale: { from: number; to: number };
  colour: string;
  isBest: boolean;
}

function QualityCell({ summary, scale, colour, isBest }: QualityCellProps) {
  const reading = metrics.quality.read(summary);
  const { quality } = summary;
  const { low = null, high = null } = quality ?? {};
  const isKnown = quality !== null && low !== null && high !== null;
  return (
    <div className={styles.estimate}>
      <span>
        <MetricValue metric={metrics.quality} reading={reading} isBest={isBest} />
        {isKnown && <small className={styles.interval}>{cellInterval(metrics.quality, reading)}</small>}
      </span>
      {isKnown && <IntervalBar value={quality.value} low={low} high={high} {...scale} colour={colour} />}
    </div>
  );
}
