/** Writes frames at their instants. All are computed from the request's arrival, so that lateness never adds up. */
import type { ServerResponse } from 'node:http';
import { nowMs } from '../base/clock.ts';

export interface Emission {
  response: ServerResponse;
  arrivedMs: number;
  chunks: readonly string[];
  /** ms after arrival, never falling; as long as `chunks`, or one longer: then the last says when it is `done`. */
  due: readonly number[];
  /** Called before the first chunk. */
  begin(): void;
  /** Called with the instant of each write. */
  wrote(index: number, atMs: number): void;
  /** Called once, in a later turn of the event loop than the last write, unless the client left before. */
  done(): void;
  /** Until when nothing may be written; 0 when free. */
  frozenUntilMs(): number;
}

/**
 * A timer is aimed at the next instant and re-aimed on every wake-up; frames that are due together are written in turns
 * of the event loop of their own, so that each is a write to the socket. There is no spinning: it would take processor
 * time from the client under measurement. Writes are about a millisecond late, and the truth log holds the real instants.
 */
export function emit(emission: Emission): void {
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  const { response, chunks, due } = emission;
  const step = () => {
    if (response.destroyed) return;
    const now = nowMs();
    const at = Math.max(emission.arrivedMs + (due[next] ?? 0), emission.frozenUntilMs());
    if (at > now) {
      timer = setTimeout(step, at - now);
      return;
    }
    if (next === 0) emission.begin();
    if (next === chunks.length) {
      emission.done();
      return;
    }
    emission.wrote(next, nowMs());
    response.write(chunks[next] as string);
    next += 1;
    immediate = setImmediate(step);
  };
  response.on('close', () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  });
  step();
}
