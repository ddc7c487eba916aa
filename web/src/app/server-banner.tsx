import { useSyncExternalStore } from 'react';
import { formatInstantExactly } from '../../../src/view/format.ts';
import { useAwaySince } from '../lib/server-presence.ts';
import { useServerWork } from '../lib/server-work.ts';
import styles from './server-banner.module.css';

let isOutdated = false;
const watchers = new Set<() => void>();

/** The page is of another build than the server, and loading it anew did not help. */
export function notifyOutdated(): void {
  isOutdated = true;
  for (const watcher of watchers) watcher();
}
const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

/** What is wrong with all of the page, above it. What it shows stays. */
export function ServerBanner() {
  const awaySince = useAwaySince();
  const work = useServerWork();
  const outdated = useSyncExternalStore(watch, () => isOutdated);
  return (
    <div role="status">
      {awaySince !== null && (
        <p className={styles.banner}>
          <strong>The server is not responding</strong> since {formatInstantExactly(awaySince)}. Retrying
          every two seconds; what is shown may be out of date. If it was stopped, start it again:{' '}
          <code>assay serve</code>
        </p>
      )}
      {awaySince === null && work !== null && (
        <p className={styles.banner}>
          <strong>The server is {work}.</strong> Until it is done, runs and figures may be missing here.
        </p>
      )}
      {awaySince === null && outdated && (
        <p className={styles.banner}>
          <strong>This page is from another version than the server.</strong> Reloading did not help: clear
          the browser's cache, or open the link that the terminal shows.
        </p>
      )}
    </div>
  );
}
