import { describe, expect, it } from 'vitest';
import type { CallResult } from '../../contract/attempt.ts';
import type { LaneChange } from '../../contract/lane.ts';
import type { Plan } from '../../contract/plan.ts';
import type { QuotaReading } from '../../contract/quota.ts';
import { createGuard } from './create-guard.ts';

function gateUnder({ shared = {}, limits = {} }: { shared?: object; limits?: object } = {}) {
  const time = { nowMs: 1_000_000 };
  const target = { id: 't', provider: 'p', model: 'm', parameters: { maxOutputTokens: 10 }, limits };
  const scopes = { providers: {}, keys: {}, quietHours: [], ...shared };
  const plan = { suite: { shared: scopes }, lanes: [{ target, calls: [] }] } as unknown as Plan;
  const told: LaneChange[] = [];
  const guard = createGuard(plan, {
    clock: () => time.nowMs,
    laneChanged: (_, change) => void told.push(change),
  });
  return { gate: guard.loadGateOf('t', 64), time, told };
}

const answered = (more: Partial<CallResult> = {}) =>
  ({ tokens: null, timestamps: { headers: null }, failure: null, ...more }) as CallResult;
const turnedAway = answered({
  failure: { class: 'rate_limit', message: '', httpStatus: 429, retryAfterMs: 60_000 },
});

function send(gate: ReturnType<typeof gateUnder>['gate'], result = answered()): string {
  const pass = gate.enter();
  if ('reason' in pass) return pass.reason;
  pass.done(result);
  return 'sent';
}

describe('the gate of a load', () => {
  it('holds at no failure: they are what is measured', () => {
    const { gate } = gateUnder();
    for (let i = 0; i < 100; i++) expect(send(gate, turnedAway)).toBe('sent');
  });

  it.each([
    [{ limits: { requestsPerMinute: 60 } }, 'requests per minute'],
    [{ shared: { providers: { p: { requestsPerMinute: 60 } } } }, 'requests per minute of p'],
    [{ limits: { tokensPerMinute: 240 } }, 'tokens per minute'],
  ])('keeps %j, and says so', (under, reason) => {
    const { gate, told, time } = gateUnder(under);
    const sent = Array.from({ length: 20 }, () => send(gate));
    expect(sent[0]).toBe('sent');
    expect(sent.at(-1)).toBe(reason);
    time.nowMs += 1000;
    send(gate);
    send(gate);
    expect(told.map(({ state, concurrency }) => `${state} ${concurrency}`)).toContain('waiting 64');
    time.nowMs += 60_000;
    expect(send(gate)).toBe('sent');
  });

  it('does not count a target’s own calls at once, but those of its provider', () => {
    const own = gateUnder({ limits: { concurrency: 1 } }).gate;
    expect([own.enter(), own.enter()].some((pass) => 'reason' in pass)).toBe(false);
    const { gate } = gateUnder({ shared: { providers: { p: { concurrency: 1 } } } });
    const first = gate.enter();
    expect(gate.enter()).toEqual({ reason: 'concurrent calls of p', untilMs: null });
    if ('done' in first) first.done(answered());
    expect('done' in gate.enter()).toBe(true);
  });

  it('leaves the share of the quota that is for production', () => {
    const reading: QuotaReading = {
      kind: 'requests',
      limit: 1000,
      remaining: 400,
      resetMs: 60_000,
      windowMs: 60_000,
    };
    const leaving = gateUnder().gate;
    expect([send(leaving, answered({ quota: [reading] })), send(leaving)]).toEqual([
      'sent',
      'quota left to others of p/m',
    ]);
    const all = gateUnder({ limits: { reserveShare: 0 } }).gate;
    expect([send(all, answered({ quota: [reading] })), send(all)]).toEqual(['sent', 'sent']);
  });
});
