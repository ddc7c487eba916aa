import type { Verdict } from './cell-verdict.ts';
import styles from './legend.module.css';
import { VerdictMark } from './verdict-mark.tsx';

const words: Record<Verdict, string> = {
  right: 'right',
  partial: 'partly right',
  wrong: 'wrong',
  failed: 'failed',
  unscored: 'not scored',
};

export function Legend({ isRepeated }: { isRepeated: boolean }) {
  return (
    <ul className={styles.legend} aria-label="Marks">
      {(Object.keys(words) as Verdict[]).map((verdict) => (
        <li key={verdict}>
          <VerdictMark verdict={verdict} />
          {words[verdict]}
        </li>
      ))}
      {isRepeated && <li className={styles.flaky}>underlined: flaky, right in some repeats only</li>}
    </ul>
  );
}
