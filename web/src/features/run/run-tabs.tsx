import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { leave, leftOn } from '../../lib/left-tabs.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import styles from './run-layout.module.css';

const tabs = [
  { to: '/runs/$runId', path: '', name: 'Overview', key: 'o' },
  { to: '/runs/$runId/cases', path: '/cases', name: 'Cases', key: 'c' },
  { to: '/runs/$runId/compare', path: '/compare', name: 'Compare', key: 'v' },
  { to: '/runs/$runId/decision', path: '/decision', name: 'Recommendation', key: 'd' },
  { to: '/runs/$runId/label', path: '/label', name: 'Label', key: 'l' },
  { to: '/runs/$runId/load', path: '/load', name: 'Load', key: null },
] as const;

/** An open case is closed by leaving it. */
function useLeft(runId: string): void {
  const { pathname, search } = useLocation();
  useEffect(() => {
    const tab = tabs.find(({ path }) => pathname === `/runs/${encodeURIComponent(runId)}${path}`);
    if (!tab) return;
    const { case: _case, ...kept } = search as Record<string, string>;
    leave(`${runId}${tab.path}`, kept);
  }, [runId, pathname, search]);
}

export function RunTabs({ runId, isLoad }: { runId: string; isLoad: boolean }) {
  useLeft(runId);
  return (
    <nav className={styles.tabs} aria-label="Run">
      {tabs.map((tab) =>
        tab.name === 'Load' && !isLoad ? null : <RunTab key={tab.name} runId={runId} tab={tab} />,
      )}
    </nav>
  );
}

function RunTab({ runId, tab }: { runId: string; tab: (typeof tabs)[number] }) {
  const { to, path, name, key } = tab;
  const navigate = useNavigate();
  const open = () => void navigate({ to, params: { runId }, search: leftOn(`${runId}${path}`) as never });
  // no key at all is pressed for a tab without one
  useShortcut(key ?? '', open);
  return (
    <Link
      to={to}
      params={{ runId }}
      search={leftOn(`${runId}${path}`) as never}
      activeOptions={{ exact: path === '', includeSearch: false }}
      className={styles.tab}
    >
      {name}
    </Link>
  );
}
