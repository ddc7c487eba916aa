import styles from './verdict-mark.module.css';
import type { Verdict } from './cell-verdict.ts';

/** One repeat: shape and colour both tell the verdict. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  return (
    <svg viewBox="0 0 12 12" className={styles.mark} data-verdict={verdict} aria-hidden="true">
      {verdict === 'right' && <circle cx="6" cy="6" r="4.6" fill="currentColor" />}
      {verdict === 'partial' && (
        <>
          <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M6 1.5a4.5 4.5 0 0 0 0 9z" fill="currentColor" />
        </>
      )}
      {verdict === 'wrong' && (
        <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="2.1" strokeLinecap="round" />
      )}
      {verdict === 'failed' && (
        <>
          <path d="M6 .8L11.6 10.8H.4z" fill="currentColor" />
          <path d="M6 4.2v3.2M6 8.6v1" stroke="var(--panel)" strokeWidth="1.3" />
        </>
      )}
      {verdict === 'unscored' && (
        <circle
          cx="6"
          cy="6"
          r="4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeDasharray="2 1.6"
        />
      )}
    </svg>
  );
}
