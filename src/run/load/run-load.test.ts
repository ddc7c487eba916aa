import { describe, expect, it } from 'vitest';
import { standStill, untilDone, useFakeClock } from '../../../test/fake-clock.ts';
import { nowMs } from '../../base/clock.ts';
import type { Attempt, CallResult } from '../../contract/attempt.ts';
import type { LoadEntry, PhaseVerdict, RunPhase } from '../../contract/load.ts';
import type { Model, ModelRequest } from '../../contract/model.ts';
import type { Plan } from '../../contract/plan.ts';
import type { QuietHours, SharedLimits } from '../../contract/limits.ts';
import type { Suite, Target } from '../../contract/suite.ts';
import { phaseVerdict } from '../../../test/made-up/phase-verdict.ts';
import { planLoad, underLoad } from '../../plan/load/plan-load.ts';
import { runLoad } from './run-load.ts';

const target: Target = {
  id: 't',
  label: 't',
  provider: 'sim',
  model: 'm',
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 60_000, retries: 3 },
};
const cases = ['a', 'b'].map((id, index) => ({
  id,
  index,
  variables: {},
  tags: [],
  weight: 1,
  tools: [],
  scorers: [],
}));
const suite: Suite = {
  name: 's',
  hash: 'h',
  prompts: [],
  cases,
  targets: [target],
  repeats: 1,
  warmup: 0,
  slo: {},
  seed: 1,
};

/** Answers after `ms`, unless given up. */
function modelOf(ms: (request: ModelRequest) => number): Model & { requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  return {
    requests,
    call(request) {
      requests.push(request);
      const sent = nowMs();
      return new Promise((resolve) => {
        const end = (outcome: CallResult['outcome']) => {
          clearTimeout(timer);
          const at = nowMs();
          resolve({
            outcome,
            timestamps: {
              scheduled: request.scheduledMs,
              dispatched: sent,
              sent,
              connected: null,
              headers: at,
              firstByte: at,
              closed: at,
            },
            frames: { at: [at], kinds: 't' },
            answer: {
              text: `answer ${requests.indexOf(request)}`,
              reasoning: '',
              toolCalls: [],
              finishReason: 'stop',
            },
            tokens: null,
            rawUsage: null,
            responseModel: null,
            responseId: null,
            httpStatus: 200,
            failure: null,
          });
        };
        const timer = setTimeout(() => end('ok'), ms(request));
        request.signal.addEventListener('abort', () => end('cancelled'), { once: true });
      });
    },
  };
}

useFakeClock();

async function carryOut(
  entry: LoadEntry,
  model: Model,
  options: {
    stop?: AbortSignal;
    judge?: (phase: RunPhase) => PhaseVerdict;
    mayStart?: () => 'go' | 'wait' | 'stop';
    shared?: SharedLimits;
  } = {},
) {
  const load = planLoad({ warmupSeconds: 0, ...entry }, 1);
  const plan: Plan = underLoad(
    {
      runId: 'r',
      suite: { ...suite, ...(options.shared && { shared: options.shared }) },
      lanes: [{ target, calls: [] }],
      estimates: [],
    },
    load,
    () => null,
  );
  const kept: Attempt[] = [];
  const journal = { append: async (attempt: Attempt) => void kept.push(attempt), close: async () => {} };
  const attempts: Attempt[] = [];
  const phases: RunPhase[] = [];
  const begun: RunPhase[] = [];
  const running = runLoad(plan, load, {
    model,
    journal,
    messagesOf: (call) => [{ role: 'user', content: `${call.caseIndex} ${call.repeat}` }],
    stop: options.stop ?? new AbortController().signal,
    kill: new AbortController().signal,
    ...(options.mayStart && { mayStart: options.mayStart }),
    phaseBegan: async (phase) => void begun.push(phase),
    async phaseEnded(phase) {
      phases.push(phase);
      return options.judge?.(phase) ?? phaseVerdict({ purpose: phase.purpose, rate: phase.rate });
    },
  });
  await untilDone(
    (async () => {
      for await (const { attempt } of running) attempts.push(attempt);
    })(),
  );
  expect(begun.map(({ ended_at_ms, from_ms }) => ({ ended_at_ms, from_ms }))).toEqual(
    phases.map(({ from_ms }) => ({ ended_at_ms: null, from_ms })),
  );
  return { attempts, phases, kept };
}

const outcomesOf = (attempts: Attempt[]) => attempts.map(({ outcome }) => outcome);

describe('open loop', () => {
  it('sends at the instants of the schedule, whatever is in flight, and keeps each once', async () => {
    const model = modelOf(() => 80);
    const entry = { shape: 'constant-rate', rate: 100, durationSeconds: 0.3, warmupSeconds: 0.1 };
    const { attempts, kept, phases } = await carryOut(entry, model);
    expect(attempts).toHaveLength(40);
    expect(kept).toHaveLength(40);
    const due = attempts.map(({ timestamps }) => timestamps.scheduled).sort((a, b) => a - b);
    for (const [i, at] of due.entries()) expect(at - (due[0] as number)).toBeCloseTo(i * 10, 6);
    expect(attempts.filter(({ isWarmup }) => isWarmup)).toHaveLength(10);
    expect(new Set(attempts.map(({ caseId, repeat }) => `${caseId} ${repeat}`)).size).toBe(40);
    expect(attempts.every(({ isFinal, attempt }) => isFinal && attempt === 0)).toBe(true);
    const [phase] = phases as [RunPhase];
    expect(phase.measure_from_ms - phase.from_ms).toBeCloseTo(100, 3);
    expect(phase.measure_to_ms - phase.measure_from_ms).toBeCloseTo(300, 3);
  });

  it('drops what goes beyond the calls allowed in flight, and says so', async () => {
    const model = modelOf(() => 300);
    const entry = { shape: 'constant-rate', rate: 100, durationSeconds: 0.1, maxInFlight: 4 };
    const { attempts } = await carryOut(entry, model);
    expect(model.requests).toHaveLength(4);
    const dropped = attempts.filter(({ outcome }) => outcome === 'dropped');
    expect(dropped).toHaveLength(6);
    expect(dropped[0]).toMatchObject({
      timestamps: { sent: null },
      failure: { class: 'client', message: 'not sent: 4 calls were in flight, the maximum' },
    });
  });

  it('drops what is too late to be that call', async () => {
    let isFirst = true;
    const model = modelOf(() => {
      // the client itself
      if (isFirst) standStill(120);
      isFirst = false;
      return 1;
    });
    const entry = { shape: 'constant-rate', rate: 50, durationSeconds: 0.2, lateSeconds: 0.05 };
    const { attempts } = await carryOut(entry, model);
    expect(attempts).toHaveLength(10);
    const first = Math.min(...attempts.map(({ timestamps }) => timestamps.scheduled));
    const dropped = attempts.filter(({ outcome }) => outcome === 'dropped');
    // the next look at the schedule is 120 ms after the first call was due: 100, 80 and 60 ms late
    expect(dropped.map(({ timestamps }) => Math.round(timestamps.scheduled - first))).toEqual([20, 40, 60]);
  });

  it('gives up what is not done when the drain ends', async () => {
    const model = modelOf((request) => (String(request.messages[0]?.content).endsWith('0') ? 60_000 : 5));
    const entry = { shape: 'constant-rate', rate: 40, durationSeconds: 0.1, drainSeconds: 0.05 };
    const { attempts } = await carryOut(entry, model);
    expect(outcomesOf(attempts).filter((outcome) => outcome === 'cancelled')).toHaveLength(2);
    expect(attempts).toHaveLength(4);
  });

  it('ends at once when stopped; what is in flight comes to its end', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 120);
    const entry = { shape: 'constant-rate', rate: 50, durationSeconds: 60 };
    const { attempts, phases } = await carryOut(
      entry,
      modelOf(() => 30),
      { stop: stop.signal },
    );
    // 50 ms before the first, and each is handed over 20 ms ahead
    expect(outcomesOf(attempts)).toEqual(Array.from({ length: 5 }, () => 'ok'));
    expect(phases[0] && phases[0].measure_to_ms - phases[0].from_ms).toBeCloseTo(70, 0);
  });

  it('waits for the budget, and drops what the budget held for too long', async () => {
    let held = 0;
    const entry = { shape: 'constant-rate', rate: 100, durationSeconds: 0.3, lateSeconds: 0.05 };
    const { attempts } = await carryOut(
      entry,
      modelOf(() => {
        setTimeout(() => held--, 25);
        return 25;
      }),
      { mayStart: () => (held < 1 ? (held++, 'go') : 'wait') },
    );
    expect(attempts).toHaveLength(30);
    const dropped = attempts.filter(({ outcome }) => outcome === 'dropped');
    // one call in 25 ms goes
    expect(dropped).toHaveLength(15);
    expect(dropped.some(({ failure }) => failure?.message.includes('budget was reserved'))).toBe(true);
  });

  it('sends nothing more once the budget is spent', async () => {
    let left = 3;
    const entry = { shape: 'constant-rate', rate: 100, durationSeconds: 5 };
    const { attempts } = await carryOut(
      entry,
      modelOf(() => 1),
      { mayStart: () => (left-- > 0 ? 'go' : 'stop') },
    );
    expect(attempts).toHaveLength(3);
  });
});

describe('closed loop', () => {
  it('never has more calls in flight than users, and thinks in between', async () => {
    const model = modelOf(() => 20);
    const entry = { shape: 'closed-loop', users: 3, thinkSeconds: 0.02, durationSeconds: 0.3 };
    const { attempts } = await carryOut(entry, model);
    // 40 ms a round: 8 rounds of 3 users
    expect(attempts).toHaveLength(24);
    const edges = attempts
      .flatMap(({ timestamps }) => [
        [timestamps.dispatched, 1],
        [timestamps.closed as number, -1],
      ])
      .sort((a, b) => (a[0] as number) - (b[0] as number));
    let inFlight = 0;
    for (const [, step] of edges) expect((inFlight += step as number)).toBeLessThanOrEqual(3);
  });
});

describe('closed loop under a budget', () => {
  it('waits for its turn instead of ending', async () => {
    let held = 0;
    const model = modelOf(() => {
      setTimeout(() => held--, 10);
      return 10;
    });
    const entry = { shape: 'closed-loop', users: 4, durationSeconds: 0.3 };
    const { attempts } = await carryOut(entry, model, {
      mayStart: () => (held < 1 ? (held++, 'go') : 'wait'),
    });
    expect(attempts.length).toBeGreaterThan(8);
    expect(outcomesOf(attempts).every((outcome) => outcome === 'ok')).toBe(true);
  });
});

describe('under limits', () => {
  const noLimits: SharedLimits = { providers: {}, keys: {}, quietHours: [], duringQuietHours: 'wait' };

  it('an open loop drops what has no room, and says whose limit it was', async () => {
    const model = modelOf(() => 5);
    const shared = { ...noLimits, providers: { sim: { requestsPerMinute: 60 } } };
    const { attempts } = await carryOut(
      { shape: 'constant-rate', rate: 40, durationSeconds: 0.5 } as LoadEntry,
      model,
      {
        shared,
      },
    );
    const dropped = attempts.filter(({ outcome }) => outcome === 'dropped');
    expect(model.requests.length).toBeLessThan(5);
    expect(dropped.length + model.requests.length).toBe(attempts.length);
    expect(dropped[0]?.failure?.message).toBe('not sent: requests per minute of sim');
  });

  it('a closed loop waits for room', async () => {
    const model = modelOf(() => 20);
    const shared = { ...noLimits, providers: { sim: { concurrency: 2 } } };
    const entry = { shape: 'closed-loop', users: 6, durationSeconds: 0.4 } as LoadEntry;
    const { attempts } = await carryOut(entry, model, { shared });
    expect(attempts.some(({ outcome }) => outcome === 'dropped')).toBe(false);
    const most = Math.max(
      ...attempts.map(
        ({ timestamps: { sent } }) =>
          attempts.filter((other) => other.timestamps.sent! <= sent! && other.timestamps.closed! > sent! + 1)
            .length,
      ),
    );
    expect(most).toBeLessThanOrEqual(2);
    expect(attempts.length).toBeGreaterThan(10);
  });

  it('does not begin in quiet hours, and ends within a second when stopped then', async () => {
    const model = modelOf(() => 5);
    const stop = new AbortController();
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as QuietHours['days'];
    const half = { timeZone: 'UTC', days };
    const quietHours = [
      { ...half, from: '00:00', to: '12:00' },
      { ...half, from: '12:00', to: '00:00' },
    ];
    setTimeout(() => stop.abort(), 60);
    const from = nowMs();
    const entry = { shape: 'constant-rate', rate: 40, durationSeconds: 0.1 } as LoadEntry;
    const shared = { ...noLimits, quietHours };
    const { attempts } = await carryOut(entry, model, { stop: stop.signal, shared });
    expect(attempts).toEqual([]);
    expect(nowMs() - from).toBeLessThan(80);
  });
});

describe('sessions', () => {
  it('carry the conversation, one turn after the other', async () => {
    const model = modelOf(() => 2);
    const { attempts, kept } = await carryOut(
      { shape: 'sessions', rate: 20, turns: 3, durationSeconds: 0.5 },
      model,
    );
    const turns = model.requests.filter(({ messages }) => messages.length === 5);
    expect(turns.length).toBeGreaterThan(0);
    expect(turns[0]?.messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ]);
    expect(turns[0]?.messages[1]?.content).toMatch(/^answer \d+$/);
    expect(attempts).toHaveLength(model.requests.length);
    const last = attempts.find(({ messages }) => messages?.length === 5);
    expect(last?.messages).toEqual(turns[0]?.messages);
    expect(kept.find(({ messages }) => messages?.length === 5)).toEqual(last);
  });
});

describe('a trace', () => {
  it('asks each call its own case, for as many tokens as it had', async () => {
    const model = modelOf(() => 1);
    const entry = { shape: 'trace-replay', times: [20, 0, 10], inputs: [9, 5, 9], outputs: [1, 2, 3] };
    const { attempts } = await carryOut(entry, model);
    expect(model.requests.map((request) => request.target.parameters.maxOutputTokens)).toEqual([2, 3, 1]);
    expect(attempts.map(({ caseId, repeat }) => `${caseId} ${repeat}`).sort()).toEqual(['a 0', 'b 0', 'b 1']);
    expect(attempts.every(({ messages }) => messages === undefined)).toBe(true);
  });
});

describe('a sweep', () => {
  it('goes by what its phases came to', async () => {
    const entry = {
      shape: 'sweep',
      from: 20,
      to: 80,
      durationSeconds: 0.1,
      arrivals: 'constant-rate',
      tolerance: 1,
      soakSeconds: 0,
    };
    const { phases, attempts } = await carryOut(
      entry,
      modelOf(() => 1),
      {
        judge: ({ purpose, rate }) =>
          phaseVerdict({ purpose, rate, state: (rate as number) < 50 ? 'sustained' : 'saturated' }),
      },
    );
    expect(phases.map(({ purpose, rate }) => `${purpose} ${rate}`).join(', ')).toBe(
      'baseline 20, ascend 40, ascend 80, recover 20, confirm 80, recover 20, confirm 40',
    );
    expect(new Set(attempts.map(({ caseId, repeat }) => `${caseId} ${repeat}`)).size).toBe(attempts.length);
  });
});
