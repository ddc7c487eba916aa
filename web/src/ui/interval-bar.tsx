import styles from './interval-bar.module.css';

interface IntervalBarProps {
  value: number;
  low: number;
  high: number;
  /** Ends of the scale, the same for all bars that are compared. */
  from: number;
  to: number;
  colour: string;
  /** Where nothing differs: marked when given. */
  zero?: number;
}

/** An interval drawn on a common scale, so that a reader sees which ones overlap. The numbers stand beside it. */
export function IntervalBar({ value, low, high, from, to, colour, zero }: IntervalBarProps) {
  const at = (share: number) => `${(((share - from) / (to - from || 1)) * 100).toFixed(2)}%`;
  return (
    <svg className={styles.bar} aria-hidden="true">
      <line x1="0" x2="100%" y1="7" y2="7" className={styles.scale} />
      {zero !== undefined && <line x1={at(zero)} x2={at(zero)} y1="0" y2="14" className={styles.zero} />}
      <line x1={at(low)} x2={at(high)} y1="7" y2="7" stroke={colour} strokeWidth="5" strokeOpacity="0.38" />
      <line x1={at(value)} x2={at(value)} y1="2" y2="12" stroke={colour} strokeWidth="2.5" />
    </svg>
  );
}
