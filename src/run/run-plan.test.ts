import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Attempt, CallResult } from '../contract/attempt.ts';
import type { ErrorClass } from '../contract/outcome.ts';
import type { Model, ModelRequest } from '../contract/model.ts';
import type { Plan } from '../contract/plan.ts';
import { AssayError } from '../contract/errors.ts';
import { createGuard } from './guard/create-guard.ts';
import { runPlan, type RunOptions } from './run-plan.ts';

function result(failure: ErrorClass | null, retryAfterMs: number | null = 0): CallResult {
  return {
    outcome: failure === null ? 'ok' : 'error',
    timestamps: {
      scheduled: 0,
      dispatched: 0,
      sent: 0,
      connected: null,
      headers: 0,
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
    failure: failure && { class: failure, message: 'x', httpStatus: 500, retryAfterMs },
  };
}

function planOf(targets: number, cases: number, repeats = 1, concurrency = 3, retries = 2): Plan {
  const suite = {
    seed: 1,
    cases: Array.from({ length: cases }, (_, index) => ({ id: `c${index}`, index, tools: [] })),
  } as unknown as Plan['suite'];
  const lanes = Array.from({ length: targets }, (_, targetIndex) => ({
    target: {
      id: `t${targetIndex}`,
      limits: { concurrency, timeoutMs: 1000, retries },
    } as Plan['lanes'][number]['target'],
    calls: Array.from({ length: cases * repeats }, (_, i) => ({
      targetIndex,
      caseIndex: i % cases,
      repeat: Math.floor(i / cases),
      isWarmup: false,
    })),
  }));
  return { runId: 'r', suite, lanes, estimates: [] };
}

function options(model: Model, more: Partial<RunOptions> = {}): RunOptions & { written: Attempt[] } {
  const written: Attempt[] = [];
  return {
    model,
    messagesOf: () => [],
    journal: { append: async (attempt) => void written.push(attempt), close: async () => undefined },
    stop: new AbortController().signal,
    kill: new AbortController().signal,
    written,
    ...more,
  };
}

const keyOf = (a: Attempt) => `${a.targetId} ${a.caseId} ${a.repeat}`;

async function collect(plan: Plan, opts: RunOptions): Promise<Attempt[]> {
  const all: Attempt[] = [];
  for await (const { attempt } of runPlan(plan, opts)) all.push(attempt);
  return all;
}

describe('runPlan', () => {
  it('settles every call of every lane exactly once, whatever fails and in whatever time', async () => {
    const behaviour = fc.record({
      targets: fc.integer({ min: 1, max: 4 }),
      cases: fc.integer({ min: 0, max: 12 }),
      repeats: fc.integer({ min: 1, max: 3 }),
      concurrency: fc.integer({ min: 1, max: 6 }),
      seed: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(behaviour, async ({ targets, cases, repeats, concurrency, seed }) => {
        let calls = seed;
        const model: Model = {
          async call() {
            calls = (calls * 1103515245 + 12345) % 2147483648;
            if (calls % 3 === 0) await sleep(calls % 2);
            return result(calls % 5 === 0 ? 'http_5xx' : calls % 7 === 0 ? 'auth' : null);
          },
        };
        const opts = options(model);
        const all = await collect(planOf(targets, cases, repeats, concurrency), opts);
        const settled = all.filter((a) => a.isFinal).map(keyOf);
        expect(settled.length).toBe(targets * cases * repeats);
        expect(new Set(settled).size).toBe(settled.length);
        expect(opts.written.map(keyOf).toSorted()).toEqual(all.map(keyOf).toSorted());
      }),
      { numRuns: 40 },
    );
  });

  it('never has more calls in flight than a target allows, and runs targets at the same time', async () => {
    const inFlight: Record<string, number> = {};
    let most = 0;
    let targetsAtOnce = 0;
    const model: Model = {
      async call({ target }: ModelRequest) {
        inFlight[target.id] = (inFlight[target.id] ?? 0) + 1;
        most = Math.max(most, inFlight[target.id] as number);
        targetsAtOnce = Math.max(targetsAtOnce, Object.values(inFlight).filter((n) => n > 0).length);
        await sleep(1);
        inFlight[target.id] = (inFlight[target.id] as number) - 1;
        return result(null);
      },
    };
    await collect(planOf(3, 20, 1, 4), options(model));
    expect(most).toBe(4);
    expect(targetsAtOnce).toBe(3);
  });

  it('retries what may pass, not what cannot, and stops at the limit', async () => {
    const run = (failure: ErrorClass) =>
      collect(planOf(1, 1), options({ call: async () => result(failure) }));
    expect((await run('http_5xx')).map((a) => [a.attempt, a.isFinal])).toEqual([
      [0, false],
      [1, false],
      [2, true],
    ]);
    expect(await run('auth')).toHaveLength(1);
  });

  it('waits as long as the provider asks, outside of any call', async () => {
    const at: number[] = [];
    let calls = 0;
    const model: Model = {
      async call() {
        at.push(performance.now());
        return result(calls++ === 0 ? 'rate_limit' : null, 60);
      },
    };
    await collect(planOf(1, 1), options(model));
    expect((at[1] as number) - (at[0] as number)).toBeGreaterThanOrEqual(55);
  });

  it('after stop lets calls in flight finish, sends nothing more, and does not wait for retries', async () => {
    const stop = new AbortController();
    let started = 0;
    const model: Model = {
      async call() {
        if (++started === 6) stop.abort();
        await sleep(5);
        return result(started % 2 ? 'rate_limit' : null, 30_000);
      },
    };
    const all = await collect(planOf(2, 50, 1, 3), options(model, { stop: stop.signal }));
    expect(started).toBe(6);
    expect(all.length).toBe(6);
  });

  it('sends nothing after a journal that cannot be written, and says so', async () => {
    let started = 0;
    const failing = {
      append: async () => Promise.reject(new AssayError('journal-failed', 'full')),
      close: async () => undefined,
    };
    const model: Model = { call: async () => (started++, result(null)) };
    await expect(collect(planOf(1, 1000, 1, 2), options(model, { journal: failing }))).rejects.toMatchObject({
      code: 'journal-failed',
    });
    const then = started;
    await sleep(10);
    expect(started).toBe(then);
    expect(started).toBeLessThan(1000);
  });

  it('ends a lane when the next call may not start', async () => {
    let allowed = 7;
    const all = await collect(
      planOf(1, 50, 1, 2),
      options({ call: async () => result(null) }, { mayStart: () => (allowed-- > 0 ? 'go' : 'stop') }),
    );
    expect(all).toHaveLength(7);
  });

  it('resumes a lane that had to wait, once the reader has settled what was under way', async () => {
    let held = 0;
    const opts = options(
      { call: async () => result(null) },
      { mayStart: () => (held < 2 ? (held++, 'go') : 'wait') },
    );
    let settled = 0;
    for await (const _ of runPlan(planOf(2, 20, 1, 4), opts)) {
      settled++;
      held--;
    }
    expect(settled).toBe(40);
  });

  it('sets a target aside that fails, keeps what was measured, and finishes the others', async () => {
    const model: Model = {
      call: async ({ target }) => result(target.id === 't0' ? 'bad_request' : null),
    };
    const all = await collect(planOf(2, 200), options(model));
    expect(all.filter((a) => a.targetId === 't0').length).toBeLessThan(25);
    expect(all.filter((a) => a.targetId === 't1')).toHaveLength(200);
  });

  it('ends a lane that is disabled from outside, without waiting for its retries', async () => {
    const plan = planOf(2, 60);
    const guard = createGuard(plan);
    let calls = 0;
    const model: Model = {
      async call({ target }) {
        if (++calls === 10) guard.setAside('t1', 'test');
        return result(target.id === 't1' ? 'http_5xx' : null, 60_000);
      },
    };
    const all = await collect(plan, options(model, { guard }));
    expect(all.filter((a) => a.targetId === 't0')).toHaveLength(60);
    expect(all.filter((a) => a.targetId === 't1').length).toBeLessThan(10);
  });

  it('never begins more calls in a minute than a target allows, retries among them', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    try {
      const plan = planOf(1, 20, 1, 8);
      Object.assign(plan.lanes[0]?.target.limits ?? {}, { requestsPerMinute: 30 });
      const at: number[] = [];
      const model: Model = {
        call: async () => (at.push(Date.now()), result(at.length % 2 === 0 ? 'http_5xx' : null)),
      };
      const guard = createGuard(plan, { clock: () => Date.now() });
      const all = collect(plan, options(model, { guard }));
      await vi.advanceTimersByTimeAsync(300_000);
      expect((await all).filter(({ isFinal }) => isFinal)).toHaveLength(20);
      expect(at.length).toBeGreaterThan(35);
      for (const from of at)
        expect(at.filter((each) => each >= from && each < from + 60_000).length).toBeLessThanOrEqual(30);
      // and spread: not a minute's worth at once
      expect(at.filter((each) => each < (at[0] as number) + 2000).length).toBeLessThan(12);
    } finally {
      vi.useRealTimers();
    }
  });

  it('holds the lanes when the reader falls behind', async () => {
    let started = 0;
    const reader = runPlan(planOf(1, 20_000, 1, 8), options({ call: async () => (started++, result(null)) }));
    await reader.next();
    await sleep(50);
    expect(started).toBeLessThan(5000);
    await reader.return(undefined);
  });
});
