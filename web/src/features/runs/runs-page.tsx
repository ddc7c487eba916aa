import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { runsQuery } from './runs-query.ts';
import { RunsTable } from './runs-table.tsx';
import styles from './runs-page.module.css';

export function RunsPage() {
  const { data: runs, error, refetch } = useQuery(runsQuery);
  useEffect(() => {
    document.title = 'Runs · Assay';
  }, []);
  return (
    <>
      <h1 className={styles.title}>Runs</h1>
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {runs?.length === 0 && (
        <Notice title="No runs yet">
          <p>Runs appear here as soon as they start, and update live. Start one in a terminal:</p>
          <pre>assay run suite.yaml</pre>
          <p>
            No suite yet? <code>assay init</code> creates one; <code>assay demo</code> needs no API key.
          </p>
        </Notice>
      )}
      {runs && runs.length > 0 && <RunsTable runs={runs} />}
    </>
  );
}
