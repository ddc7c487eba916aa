import { describe, expect, it } from 'vitest';
import { standStill, untilDone, useFakeClock } from '../../../test/fake-clock.ts';
import { nowMs } from '../../base/clock.ts';
import { handOverMs, pace } from './pace.ts';

useFakeClock();

const never = new AbortController().signal;

describe('pace', () => {
  it('hands nothing over earlier than it says, keeps the order, and does not let lateness add up', async () => {
    const instants = Array.from({ length: 60 }, (_, i) => i * 3);
    const startMs = nowMs() + 5;
    const seen: [number, number][] = [];
    await untilDone(
      pace(
        instants,
        startMs,
        (index, dueMs) => {
          seen.push([index, nowMs() - dueMs]);
          // a busy turn in the middle: what is due meanwhile follows at once
          if (index === 20) standStill(30);
        },
        never,
      ),
    );
    expect(seen.map(([index]) => index)).toEqual(instants.map((_, i) => i));
    expect(seen.every(([, late]) => late >= -handOverMs)).toBe(true);
    const late = seen.flatMap(([index, ms]) => (ms > 0 ? [index] : []));
    expect(late).toEqual([21, 22, 23]);
  });

  it('ends at once when stopped, without another call', async () => {
    const stop = new AbortController();
    let calls = 0;
    await untilDone(
      pace(
        [0, handOverMs + 1, 60_000],
        nowMs(),
        () => {
          if (++calls === 2) setTimeout(() => stop.abort(), 5);
        },
        stop.signal,
      ),
    );
    expect(calls).toBe(2);
    await pace([0], nowMs(), () => calls++, stop.signal);
    expect(calls).toBe(2);
  });

  it('rejects with what onDue throws', async () => {
    const broken = () => {
      throw new Error('no');
    };
    await expect(pace([0], nowMs(), broken, never)).rejects.toThrow('no');
  });
});
