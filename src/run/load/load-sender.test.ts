import { describe, expect, it, vi } from 'vitest';
import { useFakeClock } from '../../../test/fake-clock.ts';
import { nowMs, wallClockMs } from '../../base/clock.ts';
import type { Attempt, CallResult } from '../../contract/attempt.ts';
import type { Model, ModelRequest } from '../../contract/model.ts';
import { noAnswer, notSent } from '../../contract/no-answer.ts';
import type { Plan, PlannedCall } from '../../contract/plan.ts';
import type { Target } from '../../contract/suite.ts';
import { AttemptStream } from '../attempt-stream.ts';
import { LoadSender } from './load-sender.ts';

useFakeClock();

const target = { id: 't', limits: { timeoutMs: 9000 } } as Target;
const plan = {
  runId: 'r',
  suite: { cases: [{ id: 'c0', tools: ['tool'] }, { id: 'c1' }] },
} as unknown as Plan;
const call = (caseIndex: number): PlannedCall => ({ targetIndex: 0, caseIndex, repeat: 4, isWarmup: false });

function senderOf({ appendMs = 0, failure = null as Error | null } = {}) {
  const requests: ModelRequest[] = [];
  const model: Model = {
    async call(request) {
      requests.push(request);
      await new Promise<void>((resolve) => void setTimeout(resolve, 100));
      const timestamps = {
        scheduled: request.scheduledMs,
        dispatched: nowMs() - 100,
        ...notSent,
        sent: nowMs() - 90,
      };
      const none = { class: 'client', message: '', httpStatus: 200, retryAfterMs: null } as const;
      return { ...noAnswer('error', none, timestamps), outcome: 'ok', failure: null };
    },
  };
  const kept: Attempt[] = [];
  const journal = {
    async append(attempt: Attempt) {
      await new Promise<void>((resolve) => void setTimeout(resolve, appendMs));
      if (failure) throw failure;
      kept.push(attempt);
    },
    close: async () => {},
  };
  const out = new AttemptStream(() => {});
  const kill = new AbortController();
  const sender = new LoadSender({ plan, target, model, journal, out, kill: kill.signal });
  const read = async () => {
    const found: Attempt[] = [];
    for await (const { attempt, waitMs } of out) {
      expect(waitMs).toBeNull();
      found.push(attempt);
    }
    return found;
  };
  return { sender, requests, kept, out, read, kill };
}
const tick = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a call under load', () => {
  it('is sent at its instant, once, with what its case offers', async () => {
    const { sender, requests } = senderOf();
    const due = nowMs() + 20;
    const sending = sender.send(call(0), due, [{ role: 'user', content: 'q' }]);
    expect(sender.inFlight).toBe(1);
    await tick(100);
    expect((await sending).outcome).toBe('ok');
    expect(sender.inFlight).toBe(0);
    expect(requests).toMatchObject([
      { target, tools: ['tool'], timeoutMs: 9000, scheduledMs: due, notBeforeMs: due },
    ]);
  });

  it('is recorded as a sample of its own, dated when it was sent', async () => {
    const { sender, read, out } = senderOf();
    const from = wallClockMs();
    const sending = sender.send(call(1), nowMs(), []);
    await tick(100);
    await sending;
    await tick(5);
    await sender.settled();
    out.end();
    const [attempt] = await read();
    expect(attempt).toMatchObject({
      runId: 'r',
      targetId: 't',
      caseId: 'c1',
      repeat: 4,
      attempt: 0,
      isFinal: true,
      isWarmup: false,
    });
    expect((attempt?.startedAtMs ?? 0) - from).toBeCloseTo(10, 0);
  });

  it('is answered to its lane before its record is on disk, and settled after', async () => {
    const { sender, kept } = senderOf({ appendMs: 500 });
    const sending = sender.send(call(0), nowMs(), []);
    await tick(100);
    await sending;
    expect(kept).toEqual([]);
    let isSettled = false;
    const settled = sender.settled().then(() => (isSettled = true));
    await tick(499);
    expect(isSettled).toBe(false);
    await tick(1);
    await settled;
    expect(kept).toHaveLength(1);
  });

  it('that is not sent has a record too, with why', async () => {
    const { sender, read, out, requests } = senderOf();
    const due = nowMs() - 50;
    sender.drop(call(0), due, 'not sent: 60 ms late');
    await tick(5);
    await sender.settled();
    out.end();
    const [attempt] = await read();
    expect(requests).toEqual([]);
    expect(attempt).toMatchObject({
      outcome: 'dropped',
      isFinal: true,
      failure: { class: 'client', message: 'not sent: 60 ms late', httpStatus: null },
      timestamps: { scheduled: due, sent: null, firstByte: null },
    } satisfies Partial<Record<keyof CallResult | 'isFinal', unknown>>);
    expect(attempt?.startedAtMs).toBeCloseTo(sender.wallOf(due), 6);
  });

  it('that cannot be recorded ends everything', async () => {
    const { sender, read } = senderOf({ failure: new Error('the disk is full') });
    sender.drop(call(0), nowMs(), 'x');
    const reading = read();
    const ends = expect(reading).rejects.toThrow('the disk is full');
    await tick(1);
    await ends;
    await sender.settled();
  });
});

it('instants of the monotonic clock have one wall clock, though that is set meanwhile', async () => {
  const { sender } = senderOf();
  const [mono, wall] = [nowMs(), sender.wallOf(nowMs())];
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(sender.wallOf(mono + 1000) - wall).toBeCloseTo(1000, 6);
});
