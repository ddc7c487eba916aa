import { describe, expect, it } from 'vitest';
import type { LaneChange } from '../../contract/lane.ts';
import { LaneLog, type LaneNote } from './lane-log.ts';

function made() {
  const told: LaneChange[] = [];
  const log = new LaneLog(
    (change) => void told.push(change),
    (mono) => 1_000_000 + mono,
  );
  const note = (state: LaneNote['state'], nowMs: number, more: Partial<LaneNote> = {}, now = false) =>
    log.note({ state, reason: '', untilMs: null, concurrency: 4, ...more }, nowMs, now);
  return { told, note, states: () => told.map(({ state }) => state) };
}

describe('LaneLog', () => {
  it('tells changes, not repetitions, in wall-clock time', () => {
    const { told, note } = made();
    note('sending', 0);
    note('sending', 5000);
    note('quiet', 6000, { untilMs: 66_000 });
    expect(told.map(({ at_ms, state, until_ms }) => [at_ms, state, until_ms])).toEqual([
      [1_000_000, 'sending', null],
      [1_006_000, 'quiet', 1_066_000],
    ]);
  });

  it('follows a lane that is held and let go many times a second without a word for each', () => {
    const { note, states } = made();
    for (let at = 0; at < 10_000; at += 20)
      note(at % 100 === 0 ? 'waiting' : 'sending', at, { untilMs: at + 80 });
    expect(states()).toEqual(['waiting']);
    note('sending', 20_000);
    expect(states()).toEqual(['waiting', 'sending']);
  });

  it('tells more at once only once a second, a cut and what lasts at once', () => {
    const { told, note, states } = made();
    note('sending', 0);
    for (let i = 1; i <= 10; i++) note('sending', i * 90, { concurrency: 4 + i });
    expect(told).toHaveLength(1);
    note('cut', 950, { concurrency: 7 }, true);
    note('broken', 960);
    note('set_aside', 970);
    note('ended', 980);
    expect(states()).toEqual(['sending', 'cut', 'broken', 'set_aside']);
  });

  it('tells a quota when it is first known, and each tenth of it that is gone', () => {
    const { told, note } = made();
    const quota = { kind: 'requests', limit: 100, window_ms: 60_000, reserved: 0.5 } as const;
    note('sending', 0);
    for (let left = 99; left >= 75; left--)
      note('sending', (100 - left) * 2000, { quota: { ...quota, left, least_left: left } });
    expect(told.map((change) => change.quota?.left)).toEqual([undefined, 99, 89, 79]);
  });

  it('leaves out an end that is over before it is read', () => {
    const { told, note } = made();
    note('paused', 0, { untilMs: 1000 });
    note('paused', 5000, { untilMs: 60_000, concurrency: 2 });
    expect(told.map((change) => change.until_ms)).toEqual([null, 1_060_000]);
  });
});
