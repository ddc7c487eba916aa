import type { ReactNode } from 'react';
import styles from './panel.module.css';

interface PanelProps {
  title: string;
  /** What is seen and how to read it, in one line. */
  note?: ReactNode;
  actions?: ReactNode;
  /** No taller than its content beside a taller panel. */
  shrinks?: boolean;
  children: ReactNode;
}

/** A titled part of a page. */
export function Panel({ title, note, actions, shrinks, children }: PanelProps) {
  return (
    <section className={styles.panel} aria-label={title} data-shrinks={shrinks || undefined}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {note && <p className={styles.note}>{note}</p>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
