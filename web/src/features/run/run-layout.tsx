import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '../../lib/api.ts';
import { useRunStatus } from '../../lib/run-query.ts';
import { useRunLive } from '../../lib/use-run-live.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { RunHeader } from './run-header.tsx';
import styles from './run-layout.module.css';

/** The server knows no such run: asking again changes nothing. */
const isFinal = (error: Error) => error instanceof ApiError && error.status >= 400 && error.status < 500;

/** What overview and cases share: the header, the tabs and the one live connection. */
export function RunLayout() {
  const { runId } = useParams({ from: '/runs/$runId' });
  const { data, error, refetch } = useRunStatus(runId);
  const heard = useRunLive(runId, data);
  const navigate = useNavigate();
  useShortcut('o', () => void navigate({ to: '/runs/$runId', params: { runId } }));
  useShortcut('c', () => void navigate({ to: '/runs/$runId/cases', params: { runId }, search: {} }));

  useShortcut('v', () => void navigate({ to: '/runs/$runId/compare', params: { runId }, search: {} }));
  useShortcut('d', () => void navigate({ to: '/runs/$runId/decision', params: { runId }, search: {} }));
  useShortcut('l', () => void navigate({ to: '/runs/$runId/label', params: { runId }, search: {} }));

  const name = data?.run.suite_name;
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Assay`;
  }, [name]);

  if (!data) {
    return error ? (
      <>
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
      <nav className={styles.tabs} aria-label="Run">
        <Link
          to="/runs/$runId"
          params={{ runId }}
          activeOptions={{ exact: true, includeSearch: false }}
          className={styles.tab}
        >
          Overview
        </Link>
        <Link
          to="/runs/$runId/cases"
          params={{ runId }}
          search={{}}
          activeOptions={{ includeSearch: false }}
          className={styles.tab}
        >
          Cases
        </Link>
        <Link
          to="/runs/$runId/compare"
          params={{ runId }}
          search={{}}
          activeOptions={{ includeSearch: false }}
          className={styles.tab}
        >
          Compare
        </Link>
        <Link
          to="/runs/$runId/decision"
          params={{ runId }}
          search={{}}
          activeOptions={{ includeSearch: false }}
          className={styles.tab}
        >
          Which model
        </Link>
        <Link
          to="/runs/$runId/label"
          params={{ runId }}
          search={{}}
          activeOptions={{ includeSearch: false }}
          className={styles.tab}
        >
          Label
        </Link>
        {data.run.load && (
          <Link to="/runs/$runId/load" params={{ runId }} className={styles.tab}>
            Load
          </Link>
        )}
      </nav>
      <Outlet />
    </>
  );
}
