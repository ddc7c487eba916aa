import { describe, expect, it } from 'vitest';
import { nowMs } from '../../base/clock.ts';
import type { PlannedCall } from '../../contract/plan.ts';
import type { Permission } from '../../contract/ledger.ts';
import type { Lane } from './lane.ts';
import { admission } from './permit.ts';
import { WaitingQueue } from './waiting-room.ts';

const call: PlannedCall = { targetIndex: 0, caseIndex: 0, repeat: 0, isWarmup: false };

function laneOf(mayStart: () => Permission, stop = new AbortController().signal) {
  const room = new WaitingQueue();
  return { room, lane: { options: { mayStart }, room, stop, target: {} } as unknown as Lane };
}

describe('permit', () => {
  it('says at once what is certain', async () => {
    expect(await admission(laneOf(() => 'go').lane, call, Infinity)).toBe('go');
    expect(await admission(laneOf(() => 'stop').lane, call, Infinity)).toBe('stop');
  });

  it('asks again each time calls were settled, and goes when there is room', async () => {
    let asked = 0;
    const { lane, room } = laneOf(() => (++asked < 4 ? 'wait' : 'go'));
    const permission = admission(lane, call, Infinity);
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      room.open();
    }
    expect(await permission).toBe('go');
    expect(asked).toBe(4);
  });

  it('is late when no room is made in time', async () => {
    const { lane } = laneOf(() => 'wait');
    const before = nowMs();
    expect(await admission(lane, call, before + 20)).toBe('late');
    expect(nowMs() - before).toBeGreaterThanOrEqual(20);
  });

  it('ends with the lane', async () => {
    const stop = new AbortController();
    const permission = admission(laneOf(() => 'wait', stop.signal).lane, call, Infinity);
    stop.abort();
    expect(await permission).toBe('stop');
  });
});
