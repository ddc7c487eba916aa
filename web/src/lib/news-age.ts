/** How fresh the picture of a run that goes on is. Pure; `use-run-live.ts` listens. */

/** Without news for this long a run is called quiet, ms. */
export const quietAfterMs = 30_000;
/** Without any frame for this long, though the server sends one every five seconds, a connection is dead, ms. */
export const deadAfterMs = 20_000;

export type Freshness = 'live' | 'quiet' | 'away';

export interface Heard {
  isConnected: boolean;
  /** Time of the last event of the run, on the clock of `nowMs`; `null`: none yet. */
  newsAtMs: number | null;
}

export function freshnessOf({ isConnected, newsAtMs }: Heard, nowMs: number): Freshness {
  if (!isConnected) return 'away';
  return newsAtMs !== null && nowMs - newsAtMs >= quietAfterMs ? 'quiet' : 'live';
}

/** `8 s`, `2 min`, `3 h`: whole units, as it is read again every second. */
export function ageText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}

export function freshnessText(heard: Heard, nowMs: number): string {
  const age = heard.newsAtMs === null ? null : ageText(nowMs - heard.newsAtMs);
  switch (freshnessOf(heard, nowMs)) {
    case 'away':
      return `server not responding, retrying${age === null ? '' : `; last update ${age} ago`}`;
    case 'quiet':
      return `no updates for ${age}`;
    default:
      return age === null ? 'live' : `live, updated ${age} ago`;
  }
}
