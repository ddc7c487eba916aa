import type { RunStatus } from '../../../src/contract/run-status.ts';
import styles from './status-mark.module.css';

const words: Record<RunStatus, string> = {
  running: 'running',
  done: 'done',
  partial: 'partial',
  failed: 'failed',
};

/** A run's status as a word with a mark; the mark pulses while calls are being made. */
export function StatusMark({ status }: { status: RunStatus }) {
  return (
    <span className={styles.status} data-status={status}>
      <span className={styles.dot} aria-hidden="true" />
      {words[status]}
    </span>
  );
}
