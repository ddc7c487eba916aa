import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../../lib/api.ts';
import styles from './stop-button.module.css';

/** Asks once more before it stops: what was measured is kept, the calls that are left are not made. */
export function StopButton({ runId }: { runId: string }) {
  const [isAsking, setAsking] = useState(false);
  const stop = useMutation({ mutationFn: () => post('/api/runs/{id}/stop', { params: { id: runId } }) });
  if (stop.isSuccess)
    return <span className={styles.note}>Stopping once the calls in flight have ended.</span>;
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
        Stop and keep the results
      </button>
      <button type="button" className="plain-button" onClick={() => setAsking(false)}>
        Keep running
      </button>
      {stop.error && (
        <span className={styles.error} role="alert">
          {stop.error.message}
        </span>
      )}
    </span>
  );
}
