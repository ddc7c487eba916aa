import { describe, expect, it, vi } from 'vitest';
import { standStill, useFakeClock } from '../../../test/fake-clock.ts';
import { nowMs } from '../../base/clock.ts';
import type { CallResult } from '../../contract/attempt.ts';
import { failedCall } from './failed-call.ts';
import { PendingCalls } from './pending-calls.ts';
import type { LaneCall } from './protocol.ts';

useFakeClock();

const callOf = (callId: string, more: Partial<LaneCall> = {}): LaneCall => ({
  callId,
  endpointId: 'e',
  messages: [],
  tools: [],
  keepTurn: false,
  parameters: {},
  timeoutMs: 10_000,
  limits: {} as LaneCall['limits'],
  scheduledMs: nowMs(),
  dispatchedMs: nowMs(),
  notBeforeMs: 0,
  ...more,
});

function pending() {
  const results = new Map<string, CallResult>();
  const overdue: number[] = [];
  const calls = new PendingCalls((lane) => overdue.push(lane));
  return {
    calls,
    overdue,
    results,
    add: (call: LaneCall, lane = 0) => calls.add(call, lane, (result) => results.set(call.callId, result)),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}
const done = (call: LaneCall) => ({ ...failedCall(call, 'client', ''), outcome: 'ok' as const });

describe('calls that are with the threads', () => {
  it('get the first result, and no other', async () => {
    const { calls, results, add, pass, overdue } = pending();
    const call = callOf('a');
    const settle = vi.fn<(result: CallResult) => void>();
    calls.add(call, 0, settle);
    add(callOf('b'));
    calls.settle('a', done(call));
    calls.settle('a', failedCall(call, 'client', 'late'));
    calls.settle('unknown', done(call));
    expect(settle).toHaveBeenCalledTimes(1);
    expect(settle.mock.calls[0]?.[0].outcome).toBe('ok');
    await pass(60_000);
    expect(settle).toHaveBeenCalledTimes(1);
    expect([results.size, overdue]).toEqual([1, [0]]);
    calls.close();
  });

  it('time out five seconds after their own time, and their lane is told of', async () => {
    const { calls, results, add, pass, overdue } = pending();
    add(callOf('a', { timeoutMs: 1000 }), 3);
    await pass(5500);
    expect(results.size).toBe(0);
    await pass(1000);
    expect(results.get('a')).toMatchObject({
      outcome: 'timeout',
      answer: null,
      failure: {
        class: 'timeout',
        message: 'no complete answer within 1000 ms, and no response from the thread that reads it',
      },
    });
    expect(overdue).toEqual([3]);
    calls.close();
  });

  it('that wait for their instant have their time from there', async () => {
    const { calls, results, add, pass } = pending();
    add(callOf('a', { timeoutMs: 1000, notBeforeMs: nowMs() + 20_000 }));
    await pass(25_500);
    expect(results.size).toBe(0);
    await pass(1000);
    expect(results.get('a')?.outcome).toBe('timeout');
    calls.close();
  });

  it('are not late when this process itself stood still', async () => {
    const { calls, results, add, pass } = pending();
    add(callOf('a', { timeoutMs: 1000 }));
    // the machine slept for an hour: the answer may be on its way
    standStill(3_600_000);
    await pass(4500);
    expect(results.size).toBe(0);
    await pass(1500);
    expect(results.get('a')?.outcome).toBe('timeout');
    calls.close();
  });

  it('that are cancelled have two seconds to say so, however long their time is', async () => {
    const { calls, results, add, pass, overdue } = pending();
    add(callOf('a', { timeoutMs: 600_000 }), 1);
    calls.cancel('a');
    calls.cancel('unknown');
    await pass(1500);
    expect(results.size).toBe(0);
    await pass(1000);
    expect(results.get('a')).toMatchObject({ outcome: 'cancelled', failure: { message: 'cancelled' } });
    expect(overdue).toEqual([1]);
    calls.close();
  });

  it('that are cancelled late are given no more time for it', async () => {
    const { calls, results, add, pass } = pending();
    add(callOf('a', { timeoutMs: 0 }));
    await pass(4500);
    calls.cancel('a');
    await pass(1000);
    expect(results.get('a')?.outcome).toBe('cancelled');
    calls.close();
  });

  it('of a lane that ended fail with why, and those of others stay', async () => {
    const { calls, results, add } = pending();
    add(callOf('a'), 0);
    add(callOf('b'), 1);
    add(callOf('c'), 0);
    calls.failAll('it ended with exit code 3', 0);
    expect([...results.keys()].toSorted()).toEqual(['a', 'c']);
    expect(results.get('a')).toMatchObject({
      outcome: 'error',
      failure: { class: 'client', message: 'it ended with exit code 3', httpStatus: null },
      timestamps: { sent: null, firstByte: null },
    });
    calls.failAll('the clock thread ended');
    expect(results.get('b')?.failure?.message).toBe('the clock thread ended');
    calls.close();
  });

  it('are not looked after once it is closed', async () => {
    const { calls, results, add, pass } = pending();
    add(callOf('a', { timeoutMs: 0 }));
    calls.close();
    await pass(60_000);
    expect(results.size).toBe(0);
  });
});
