import { useMantineColorScheme } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { loadChunk } from '../lib/load-chunk.ts';
import { useShortcut } from '../lib/use-shortcut.ts';
import { useScheme } from '../ui/use-scheme.ts';
import { ServerBanner } from './server-banner.tsx';
import styles from './shell.module.css';

/** Seldom opened: fetched when it is. */
const ShortcutsDialog = lazy(() => loadChunk(() => import('./shortcuts-dialog.tsx')));

/** The frame of every page. */
export function Shell() {
  const [isHelpOpen, setHelpOpen] = useState(false);
  useShortcut('?', () => setHelpOpen(true));
  return (
    <>
      <a href="#main" className={styles.skip}>
        Skip to content
      </a>
      <header className={styles.bar}>
        <Link to="/" className={styles.brand}>
          <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
            <path
              d="M5 26V16M12 26V9M19 26v-8M26 26V5"
              stroke="currentColor"
              strokeWidth="4"
              strokeLinecap="round"
            />
          </svg>
          Assay
        </Link>
        <nav aria-label="Main" className={styles.places}>
          <Link to="/" className={styles.link} activeOptions={{ exact: true, includeSearch: false }}>
            Runs
          </Link>
          <Link to="/history" className={styles.link} activeOptions={{ includeSearch: false }}>
            History
          </Link>
        </nav>
        <div className={styles.tools}>
          <SchemeButton />
          <button
            type="button"
            className={styles.tool}
            onClick={() => setHelpOpen(true)}
            aria-label="Keyboard shortcuts"
          >
            ?
          </button>
        </div>
      </header>
      <ServerBanner />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <Suspense>{isHelpOpen && <ShortcutsDialog close={() => setHelpOpen(false)} />}</Suspense>
    </>
  );
}

function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useScheme();
  const other = scheme === 'dark' ? 'light' : 'dark';
  const toggle = () => setColorScheme(other);
  useShortcut('t', toggle);
  return (
    <button type="button" className={styles.tool} onClick={toggle} aria-label={`Switch to ${other} colours`}>
      <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path
          d={scheme === 'dark' ? 'M8 1.8a6.2 6.2 0 0 0 0 12.4z' : 'M8 1.8a6.2 6.2 0 0 1 0 12.4z'}
          fill="currentColor"
        />
      </svg>
    </button>
  );
}
