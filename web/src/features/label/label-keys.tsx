import { Kbd } from '@mantine/core';
import styles from './label-page.module.css';

export interface KeyAction {
  key: string;
  means: string;
  disabled?: boolean;
}

/** What can be said, as buttons that name their keys. They stay where they are from answer to answer, so that focus does. */
export function LabelKeys({ actions, take }: { actions: KeyAction[]; take: (key: string) => void }) {
  return (
    <div className={styles.keys} role="group" aria-label="Labels">
      {actions.map(({ key, means, disabled }) => (
        <button
          key={key}
          type="button"
          className={`plain-button ${styles.key}`}
          aria-keyshortcuts={key}
          aria-disabled={disabled || undefined}
          onClick={() => take(key)}
        >
          <Kbd size="xs">{key}</Kbd>
          {means === '' ? <span className="visually-hidden">level {key}</span> : means}
        </button>
      ))}
    </div>
  );
}
