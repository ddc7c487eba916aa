import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallResult } from '../../contract/attempt.ts';
import type { SharedLimits } from '../../contract/limits.ts';
import type { Plan } from '../../contract/plan.ts';
import { createGuard } from './create-guard.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const result: CallResult = {
  outcome: 'ok',
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
  failure: null,
};

/** Two targets of one provider under a limit that they share. */
function gatesUnder(limits: SharedLimits['providers'][string]) {
  const shared: SharedLimits = {
    providers: { p: limits },
    keys: {},
    quietHours: [],
    duringQuietHours: 'wait',
  };
  const lanes = [0, 1].map((i) => ({
    target: {
      id: `t${i}`,
      provider: 'p',
      model: `m${i}`,
      parameters: {},
      limits: { concurrency: 4, timeoutMs: 1000, retries: 0 },
    },
    calls: [{ targetIndex: i, caseIndex: 0, repeat: 0, isWarmup: false }],
  }));
  const plan = { runId: 'r', suite: { shared }, lanes, estimates: [] } as unknown as Plan;
  const guard = createGuard(plan, { clock: () => Date.now() });
  const gates = lanes.map(({ target }) => guard.gateOf(target.id, () => undefined));
  return { first: gates[0]!, second: gates[1]! };
}
const never = new AbortController().signal;

describe('the next call of a conversation', () => {
  it('takes the room of the one before it, so that one call at once is enough', async () => {
    const { first, second } = gatesUnder({ concurrency: 1 });
    const pass = first.enter(0)!;
    await pass.next(result, never);
    expect(second.enter(0)).toBeNull();
    pass.done({ ...result, steps: [] }, true);
    expect(second.enter(0)).not.toBeNull();
  });

  it('is a request of its own and waits until it may be sent', async () => {
    const { first } = gatesUnder({ requestsPerMinute: 1 });
    const pass = first.enter(0)!;
    let isSent = false;
    const next = pass.next(result, never).then(() => (isSent = true));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(isSent).toBe(false);
    await vi.advanceTimersByTimeAsync(120_000);
    await next;
    expect(isSent).toBe(true);
  });

  it('waits no longer once it is given up', async () => {
    const { first } = gatesUnder({ requestsPerMinute: 1 });
    const kill = new AbortController();
    const pass = first.enter(0)!;
    let isOver = false;
    const next = pass.next(result, kill.signal).then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(100);
    expect(isOver).toBe(false);
    kill.abort();
    // no timer moves on: it is the signal that ends it
    await next;
    expect(isOver).toBe(true);
    pass.done(result, true);
  });
});
