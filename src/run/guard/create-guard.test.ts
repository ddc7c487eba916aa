import { describe, expect, it, vi, beforeEach, afterEach } from 'vitest';
import type { CallResult } from '../../contract/attempt.ts';
import type { LaneChange } from '../../contract/lane.ts';
import type { Limits, SharedLimits } from '../../contract/limits.ts';
import type { ErrorClass, Outcome } from '../../contract/outcome.ts';
import type { Plan } from '../../contract/plan.ts';
import { createGuard, type GuardOptions } from './create-guard.ts';
import type { Admission } from './lane-gate.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Made {
  targets?: { provider?: string; model?: string; limits?: Partial<Limits> }[];
  calls?: number;
  shared?: SharedLimits;
}

function guardOf({ targets = [{}], calls = 1000, shared }: Made, options: GuardOptions = {}) {
  const time = { nowMs: 0 };
  const lanes = targets.map(({ provider = 'p', model = 'm', limits }, i) => ({
    target: {
      id: `t${i}`,
      provider,
      model,
      parameters: {},
      limits: { concurrency: 4, timeoutMs: 1000, retries: 0, ...limits },
    },
    calls: Array.from({ length: calls }, (_, caseIndex) => ({
      targetIndex: i,
      caseIndex,
      repeat: 0,
      isWarmup: false,
    })),
  }));
  const plan = { runId: 'r', suite: { ...(shared && { shared }) }, lanes, estimates: [] } as unknown as Plan;
  const told: [string, LaneChange][] = [];
  const guard = createGuard(plan, {
    clock: () => time.nowMs,
    laneChanged: (id, change) => void told.push([id, change]),
    ...options,
  });
  const woken: number[] = [];
  const gates = lanes.map(({ target }, i) => guard.gateOf(target.id, () => void woken.push(i)));
  return { guard, gates, time, told, woken };
}

const result = (outcome: Outcome = 'ok', failureClass: ErrorClass | null = null, more = {}): CallResult => ({
  outcome,
  timestamps: {
    scheduled: 0,
    dispatched: 0,
    sent: 0,
    connected: null,
    headers: null,
    firstByte: 0,
    closed: 0,
  },
  frames: { at: [], kinds: '' },
  answer: null,
  tokens: null,
  rawUsage: null,
  responseModel: null,
  responseId: null,
  httpStatus: 200,
  failure: failureClass && { class: failureClass, message: 'no', httpStatus: null, retryAfterMs: null },
  ...more,
});

const none: SharedLimits = { providers: {}, keys: {}, quietHours: [], duringQuietHours: 'wait' };

describe('createGuard', () => {
  it('lets so many calls go at once, and a further one when one is back', () => {
    const { gates } = guardOf({});
    const passes = Array.from({ length: 5 }, () => gates[0]?.enter(0) ?? null);
    expect(passes.map((pass) => pass !== null)).toEqual([true, true, true, true, false]);
    passes[0]?.done(result(), true);
    expect(gates[0]?.enter(0)).not.toBeNull();
  });

  it('holds all targets of a provider together to its limit, and wakes who waited', () => {
    const shared = { ...none, providers: { p: { concurrency: 3 } } };
    const { gates, woken } = guardOf({
      targets: [{ model: 'a' }, { model: 'b' }, { provider: 'q' }],
      shared,
    });
    const first = [gates[0]?.enter(0), gates[0]?.enter(0), gates[1]?.enter(0)];
    expect(first.every(Boolean)).toBe(true);
    expect(gates[1]?.enter(0)).toBeNull();
    expect(gates[2]?.enter(0)).not.toBeNull();
    first[0]?.done(result(), true);
    expect(woken).toEqual([1]);
    expect(gates[1]?.enter(0)).not.toBeNull();
  });

  it('knows targets by the key they are called with', () => {
    const shared = { ...none, keys: { TEAM_KEY: { requestsPerMinute: 1 } } };
    const { gates, woken } = guardOf(
      { targets: [{ model: 'a' }, { model: 'b' }], shared },
      { keyOf: () => 'TEAM_KEY' },
    );
    expect(gates[0]?.enter(0)).not.toBeNull();
    expect(gates[1]?.enter(0)).toBeNull();
    vi.advanceTimersByTime(60_001);
    expect(woken).toEqual([1]);
  });

  it('is silent as long as the provider asks, for every target of that model', () => {
    const { gates, told, time } = guardOf({ targets: [{}, {}, { model: 'other' }] });
    const failure = { class: 'rate_limit', message: '', httpStatus: 429, retryAfterMs: 3000 };
    gates[0]?.enter(0)?.done(result('rate_limited', null, { failure }), false);
    expect(gates[0]?.enter(0)).toBeNull();
    expect(gates[1]?.enter(0)).toBeNull();
    expect(gates[2]?.enter(0)).not.toBeNull();
    expect(told.find(([id]) => id === 't0')?.[1].state).toBe('sending');
    expect(
      told.some(([id, change]) => id === 't0' && change.state === 'cut' && change.concurrency === 2),
    ).toBe(true);
    time.nowMs = 3001;
    expect(gates[1]?.enter(0)).not.toBeNull();
  });

  it('is silent for two minutes at most', () => {
    const { gates, time } = guardOf({});
    const failure = { class: 'rate_limit', message: '', httpStatus: 429, retryAfterMs: 600_000 };
    gates[0]?.enter(0)?.done(result('rate_limited', null, { failure }), false);
    time.nowMs = 119_999;
    expect(gates[0]?.enter(0)).toBeNull();
    time.nowMs = 120_001;
    expect(gates[0]?.enter(0)).not.toBeNull();
  });

  it('sets a target aside that mostly fails, keeps the others, and says why', () => {
    const { gates, told } = guardOf({ targets: [{}, {}] });
    for (let i = 0; i < 20; i++) gates[0]?.enter(0)?.done(result('error', 'bad_request'), true);
    expect(gates[0]?.setAside.aborted).toBe(true);
    expect(gates[0]?.enter(0)).toBeNull();
    expect(gates[1]?.enter(999)).not.toBeNull();
    expect(told.at(-2)?.[1] ?? told.at(-1)?.[1]).toMatchObject({
      state: 'set_aside',
      reason: '20 of 20 calls failed, more than 50 %',
    });
  });

  it('gives a wrong key up after five calls, and never when told to go on', () => {
    const run = (maxErrorShare?: number) => {
      const limits = maxErrorShare === undefined ? {} : { maxErrorShare };
      const { gates } = guardOf({ targets: [{ limits }] });
      for (let i = 0; i < 5; i++) gates[0]?.enter(0)?.done(result('error', 'auth'), true);
      return gates[0]?.setAside.aborted;
    };
    expect(run()).toBe(true);
    expect(run(1)).toBe(false);
  });

  it('leaves a target alone that is down, and tries it with one call', () => {
    const { gates, time, told } = guardOf({ targets: [{ limits: { maxErrorShare: 1 } }] });
    for (let i = 0; i < 10; i++) gates[0]?.enter(0)?.done(result('error', 'connect'), true);
    expect(gates[0]?.enter(0)).toBeNull();
    expect(told.at(-1)?.[1]).toMatchObject({ state: 'broken', reason: '100 % of the last calls failed' });
    time.nowMs = 5001;
    const probe = gates[0]?.enter(0);
    expect(probe).not.toBeNull();
    expect(gates[0]?.enter(0)).toBeNull();
    probe?.done(result(), true);
    expect(gates[0]?.enter(0)).not.toBeNull();
  });

  it('sets a target aside that stays down, over a minute after it was first left alone', () => {
    const { gates, time, told } = guardOf({});
    const gate = gates[0];
    for (let i = 0; i < 10; i++) gate?.enter(0)?.done(result('error', 'connect'), false);
    const begunMs = time.nowMs;
    while (!gate?.setAside.aborted && time.nowMs < 600_000) {
      time.nowMs += 500;
      gate?.enter(0)?.done(result('error', 'connect'), false);
    }
    expect(time.nowMs - begunMs).toBeGreaterThan(60_000);
    expect(time.nowMs - begunMs).toBeLessThan(120_000);
    expect(told.at(-1)?.[1]).toMatchObject({ state: 'set_aside', reason: expect.stringContaining('down') });
  });

  it('lets no target run far ahead of the others, unless those are held by something else', () => {
    const { gates, time, woken, guard } = guardOf({ targets: [{ model: 'a' }, { model: 'b' }] });
    const ask = (call: number) => gates[0]?.enter(call) ?? null;
    expect(ask(99)).not.toBeNull();
    expect(ask(100)).toBeNull();
    const slow = gates[1]?.enter(0);
    slow?.done(result(), true);
    expect(woken).toContain(0);
    expect(ask(100)).not.toBeNull();
    expect(ask(101)).toBeNull();
    // the slow one has settled nothing for long
    time.nowMs += 21_000;
    expect(ask(101)).not.toBeNull();
    guard.setAside('t1', 'test');
    expect(ask(900)).not.toBeNull();
  });

  it('waits out quiet hours, and says until when', () => {
    const quietHours = [{ from: '09:00', to: '18:00', timeZone: 'UTC' }];
    vi.setSystemTime(new Date('2026-01-14T17:00:00Z'));
    const { gates, told, time, woken } = guardOf({ shared: { ...none, quietHours } });
    expect(gates[0]?.enter(0)).toBeNull();
    expect(told[0]?.[1]).toMatchObject({ state: 'quiet', until_ms: Date.parse('2026-01-14T18:00:00Z') });
    time.nowMs += 3_600_000;
    vi.advanceTimersByTime(3_600_000);
    expect(woken).toEqual([0]);
    expect(gates[0]?.enter(0)).not.toBeNull();
  });

  it('finishes in quiet hours what was sent before them', () => {
    const quietHours = [{ from: '09:00', to: '18:00', timeZone: 'UTC' }];
    vi.setSystemTime(new Date('2026-01-14T08:59:59Z'));
    const { gates, time } = guardOf({ shared: { ...none, quietHours } });
    const before = gates[0]?.enter(0);
    expect(before).not.toBeNull();
    time.nowMs += 1000;
    vi.advanceTimersByTime(1000);
    expect(gates[0]?.enter(0)).toBeNull();
    expect(gates[0]?.setAside.aborted).toBe(false);
    before?.done(result(), true);
  });

  it('asks for more at once when the time budget cannot be met otherwise, up to the ceiling', () => {
    const { gates, time } = guardOf({
      targets: [{ limits: { maxConcurrency: 10, timeBudgetMs: 100_000 } }],
      calls: 100,
    });
    let passes: Admission[] = [];
    const most: number[] = [];
    for (let round = 0; round < 8; round++) {
      for (let pass = gates[0]?.enter(0); pass; pass = gates[0]?.enter(0)) passes.push(pass);
      most.push(passes.length);
      time.nowMs += 8000;
      for (const pass of passes) pass.done(result(), false);
      passes = [];
    }
    expect(most[0]).toBe(4);
    // 100 calls of 8 s in 100 s: more than 8 at once
    expect(Math.max(...most)).toBe(10);
  });
});
