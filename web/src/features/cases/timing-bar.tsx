import type { Sample, SamplePayload } from '../../../../src/contract/sample.ts';
import { msText } from '../../../../src/view/format.ts';
import { timelineOf } from './timeline.ts';
import styles from './timing-bar.module.css';

interface TimingBarProps {
  sample: Sample;
  payload: SamplePayload | null;
  slowest: number;
  colour: string;
}

/** Queue, wait for the first content, then the stream with a tick per frame; all bars of a case share one scale. */
export function TimingBar({ sample, payload, slowest, colour }: TimingBarProps) {
  const timeline = timelineOf(sample, payload);
  if (!timeline) return null;
  const { queue, wait, decode, ticks } = timeline;
  const at = (ms: number) => (ms / slowest) * 1000;
  const label = `Queue ${msText(queue)}, first content after ${msText(wait)}, stream ${msText(decode)}`;
  return (
    <svg
      className={styles.bar}
      viewBox="0 0 1000 18"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <rect x="0" y="8" width={at(queue)} height="2" className={styles.queue} />
      <rect x={at(queue)} y="6" width={at(wait)} height="6" className={styles.wait} />
      <rect
        x={at(queue + wait)}
        y="3"
        width={Math.max(2, at(decode))}
        height="12"
        fill={colour}
        opacity="0.28"
      />
      {ticks.map((ms, index) => (
        <line
          key={`${index} ${ms}`}
          x1={at(queue + ms)}
          x2={at(queue + ms)}
          y1="3"
          y2="15"
          stroke={colour}
          strokeWidth="1"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
