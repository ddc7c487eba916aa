import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '../../lib/api.ts';
import { useRunStatus } from '../../lib/run-query.ts';
import { useRunLive } from '../../lib/use-run-live.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { RunHeader } from './run-header.tsx';
import styles from './run-layout.module.css';
import { RunTabs } from './run-tabs.tsx';

/** The server knows no such run: asking again changes nothing. */
const isFinal = (error: Error) => error instanceof ApiError && error.status >= 400 && error.status < 500;

/** What overview and cases share: the header, the tabs and the one live connection. */
export function RunLayout() {
  const { runId } = useParams({ from: '/runs/$runId' });
  const { data, error, refetch } = useRunStatus(runId);
  const heard = useRunLive(runId, data);
  const name = data?.run.suite_name;
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Assay`;
  }, [name]);

  if (!data) {
    return error ? (
      <>
        <h1 className="visually-hidden">Run not shown</h1>
        {isFinal(error) ? (
          <ErrorNotice error={error} />
        ) : (
          <ErrorNotice error={error} retry={() => void refetch()} />
        )}
        <p>
          <Link to="/">All runs</Link>
        </p>
      </>
    ) : (
      <p className={styles.waiting}>Loading the run …</p>
    );
  }
  return (
    <>
      <RunHeader detail={data} heard={heard} />
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      <RunTabs runId={runId} isLoad={Boolean(data.run.load)} />
      <Outlet />
    </>
  );
}
