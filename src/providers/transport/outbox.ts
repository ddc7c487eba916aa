import { nowMs } from '../../base/clock.ts';

/** Waking another thread costs more than what it is woken for: under load it is woken this often at most. */
const minBetweenMs = 1;

/** Hands on together what comes in one turn of the event loop, or within a millisecond when there is much: in order, never held longer. */
export function createOutbox<T>(send: (batch: T[]) => void): (item: T) => void {
  let waiting: T[] = [];
  let sentMs = 0;
  const flush = () => {
    const batch = waiting;
    waiting = [];
    sentMs = nowMs();
    send(batch);
  };
  return (item) => {
    if (waiting.push(item) > 1) return;
    if (nowMs() - sentMs < minBetweenMs) setTimeout(flush, minBetweenMs);
    else setImmediate(flush);
  };
}
