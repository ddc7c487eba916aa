import { describe, expect, it, vi } from 'vitest';
import { useFakeClock } from '../../test/fake-clock.ts';
import type { Events, Listener } from '../contract/event-bus.ts';
import type { LaneLease, Queue } from '../contract/queue.ts';
import type { RunRegistry } from '../contract/run-registry.ts';
import { keepLease } from './keep-lease.ts';

useFakeClock();

const holdMs = 10_000;

/** A lane whose heartbeats answer as they are told: `true`, `false`, or an error. */
async function kept({ stopAsked = false } = {}) {
  const beats: (boolean | Error)[] = [];
  let asked = 0;
  const listeners = new Set<Listener>();
  const lease: LaneLease = {
    lane: { runId: 'run', targetId: 'target' },
    number: 1,
    async heartbeat() {
      asked++;
      const answer = beats.shift() ?? true;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    complete: async () => true,
    requeue: async () => true,
  };
  const events: Events = {
    publish: (event) => listeners.forEach((listener) => listener.onEvent(event)),
    async listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {},
  };
  const state = { stopAsked };
  const registry = { find: async () => state } as unknown as RunRegistry;
  const stop = new AbortController();
  const kill = new AbortController();
  const control = { queue: { holdMs } as Queue, events, registry };
  const lane = await keepLease(lease, control, { stop: stop.signal, kill: kill.signal });
  return { lane, beats, events, listeners, stop, kill, state, asked: () => asked };
}

describe('a lane that is kept', () => {
  it('beats four times in the time it would be held without', async () => {
    const { lane, asked } = await kept();
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(holdMs);
    expect(asked()).toBe(5);
    expect([lane.isLost(), lane.stop.aborted, lane.kill.aborted]).toEqual([false, false, false]);
    lane.release();
  });

  it('is lost at once when another has it: nothing more is sent, what is in flight is given up', async () => {
    const { lane, beats } = await kept();
    beats.push(false);
    await vi.advanceTimersByTimeAsync(holdMs / 4);
    expect([lane.isLost(), lane.stop.aborted, lane.kill.aborted]).toEqual([true, true, true]);
    expect(lane.isRunStopped()).toBe(false);
    lane.release();
  });

  it('is given up when nobody has answered for as long as it is held', async () => {
    const { lane, beats } = await kept();
    beats.push(...Array.from({ length: 8 }, () => new Error('gone')));
    await vi.advanceTimersByTimeAsync(holdMs);
    expect(lane.isLost()).toBe(false);
    await vi.advanceTimersByTimeAsync(holdMs / 4);
    expect(lane.isLost()).toBe(true);
    lane.release();
  });

  it('outlives heartbeats that went missing', async () => {
    const { lane, beats } = await kept();
    beats.push(new Error('gone'), new Error('gone'), new Error('gone'), true);
    await vi.advanceTimersByTimeAsync(3 * holdMs);
    expect(lane.isLost()).toBe(false);
    lane.release();
  });

  it('stops when its run is to stop, and goes on when another run is', async () => {
    const { lane, events } = await kept();
    events.publish({ type: 'run-stop', runId: 'other' });
    expect(lane.stop.aborted).toBe(false);
    events.publish({ type: 'run-stop', runId: 'run' });
    expect([lane.stop.aborted, lane.kill.aborted]).toEqual([true, false]);
    expect([lane.isRunStopped(), lane.isLost()]).toEqual([true, false]);
    lane.release();
  });

  it('hears of a stop whose event went missing, with the next beat', async () => {
    const { lane, state } = await kept();
    state.stopAsked = true;
    expect(lane.stop.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(holdMs / 4);
    expect([lane.stop.aborted, lane.isRunStopped()]).toEqual([true, true]);
    lane.release();
  });

  it('knows from the first beat on that its run was stopped before', async () => {
    const { lane } = await kept({ stopAsked: true });
    expect(lane.stop.aborted).toBe(true);
    lane.release();
  });

  it('stops and gives up as it is asked from outside', async () => {
    const { lane, stop, kill } = await kept();
    stop.abort();
    expect([lane.stop.aborted, lane.kill.aborted, lane.isRunStopped()]).toEqual([true, false, false]);
    kill.abort();
    expect(lane.kill.aborted).toBe(true);
    lane.release();
  });

  it('beats and listens no more once it is released', async () => {
    const { lane, asked, listeners, events } = await kept();
    lane.release();
    expect(listeners.size).toBe(0);
    const before = asked();
    await vi.advanceTimersByTimeAsync(5 * holdMs);
    expect(asked()).toBe(before);
    events.publish({ type: 'run-stop', runId: 'run' });
    expect(lane.stop.aborted).toBe(false);
  });
});
