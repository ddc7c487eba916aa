import type { ReactNode } from 'react';
import { ApiError } from '../lib/api.ts';
import styles from './notice.module.css';

/** Something a reader must know before the numbers: a failure, a doubt, an empty page. */
export function Notice({
  title,
  children,
  tone = 'plain',
}: {
  title: string;
  children?: ReactNode;
  tone?: 'plain' | 'warn';
}) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'warn' ? 'alert' : undefined}>
      <strong>{title}</strong>
      {children && <div className={styles.body}>{children}</div>}
    </div>
  );
}

export function ErrorNotice({ error, retry }: { error: Error; retry?: () => void }) {
  return (
    <Notice title={error.message} tone="warn">
      {error instanceof ApiError && error.remedy && <p>{error.remedy}</p>}
      {retry && (
        <button type="button" className="plain-button" onClick={retry}>
          Try again
        </button>
      )}
    </Notice>
  );
}
