import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post, runUrl } from '../../lib/api.ts';
import styles from './stop-button.module.css';

/** Asks once more before it stops: what was measured stays, what is left is not asked. */
export function StopButton({ runId }: { runId: string }) {
  const [isAsking, setAsking] = useState(false);
  const stop = useMutation({ mutationFn: () => post(runUrl(runId, '/stop')) });
  if (stop.isSuccess)
    return <span className={styles.note}>Stopping: calls in flight are finished first.</span>;
  if (!isAsking) {
    return (
      <button type="button" className="plain-button" onClick={() => setAsking(true)}>
        Stop the run
      </button>
    );
  }
  return (
    <span className={styles.asking}>
      <button
        type="button"
        className={`plain-button ${styles.stop}`}
        disabled={stop.isPending}
        onClick={() => stop.mutate()}
      >
        Stop, keep what is measured
      </button>
      <button type="button" className="plain-button" onClick={() => setAsking(false)}>
        Go on
      </button>
      {stop.error && (
        <span className={styles.error} role="alert">
          {stop.error.message}
        </span>
      )}
    </span>
  );
}
