import { useEffect, useState } from 'react';
import { freshnessOf, freshnessText, type Heard } from '../../lib/news-age.ts';
import styles from './live-state.module.css';

const spoken = {
  live: 'Live: the page updates as calls complete.',
  quiet: 'No updates for 30 seconds.',
  away: 'The server is not responding. Updates resume by themselves when it is back.',
};

/** How fresh the figures of a run that goes on are. Read aloud when that changes, not at every second. */
export function LiveState({ heard }: { heard: Heard }) {
  const [nowMs, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const at = Math.max(nowMs, heard.newsAtMs ?? 0);
  const freshness = freshnessOf(heard, at);
  return (
    <>
      <span className={styles.state} data-freshness={freshness} aria-hidden="true">
        {freshnessText(heard, at)}
      </span>
      <span className="visually-hidden" role="status">
        {spoken[freshness]}
      </span>
    </>
  );
}
