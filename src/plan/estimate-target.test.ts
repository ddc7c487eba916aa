import { describe, expect, it } from 'vitest';
import type { Range } from '../contract/plan.ts';
import type { Case, Suite, Target } from '../contract/suite.ts';
import { estimateTarget, inputsOf, type EstimateInputs, type TargetHistory } from './estimate-target.ts';

const caseOf = (index: number, more: Partial<Case> = {}): Case => ({
  id: `c${index}`,
  index,
  variables: {},
  tags: [],
  weight: 1,
  tools: [],
  scorers: [],
  ...more,
});
const target: Target = {
  id: 't',
  label: 'T',
  provider: 'openai',
  model: 'x',
  promptId: 'p',
  parameters: { maxOutputTokens: 100 },
  limits: { concurrency: 2, timeoutMs: 1000, retries: 0 },
};
const suiteOf = (cases: Case[], more: Partial<Suite> = {}): Suite => ({
  name: 's',
  hash: 'h',
  prompts: [{ id: 'p', messages: [{ role: 'user', content: '' }] }],
  cases,
  targets: [target],
  repeats: 1,
  warmup: 0,
  slo: {},
  seed: 1,
  ...more,
});
const spread = (mean: number, p10 = mean, p90 = mean) => ({ mean, p10, p90 });
const exact = (value: number): Range => ({ low: value, likely: value, high: value });
const history: TargetHistory = {
  outputTokens: spread(10, 5, 20),
  inputTokens: null,
  e2eMs: null,
  costUsd: null,
};

function estimate(more: Partial<EstimateInputs> = {}, given: { suite?: Suite; target?: Target } = {}) {
  const { suite = suiteOf([caseOf(0), caseOf(1)]), target: of = target } = given;
  const calls = suite.cases.map(({ index }) => ({ caseIndex: index, repeat: 0, isWarmup: false }));
  return estimateTarget(suite, of, {
    calls,
    price: null,
    history: undefined,
    inputs: suite.cases.map(() => exact(50)),
    ...more,
  });
}

describe('without a history', () => {
  it('takes inputs and limits for tokens, and knows nothing of time', () => {
    expect(estimate()).toMatchObject({
      calls: 2,
      inputTokens: exact(100),
      outputTokens: { low: 2, likely: 100, high: 200 },
      costUsd: null,
      seconds: null,
    });
  });

  it('knows no output where a single case says nothing of it', () => {
    const open = { ...target, parameters: {} };
    expect(
      estimate({}, { target: open, suite: suiteOf([caseOf(0, { expected: 'x' }), caseOf(1)]) }).outputTokens,
    ).toBeNull();
    expect(estimate({ price: { input: 1, output: 1 } }, { target: open }).costUsd).toBeNull();
  });

  it('costs what its tokens cost', () => {
    const { costUsd } = estimate({ price: { input: 2, output: 10 } });
    expect(costUsd?.likely).toBeCloseTo((100 * 2 + 100 * 10) / 1e6, 12);
    expect(costUsd?.low).toBeCloseTo((100 * 2 + 2 * 10) / 1e6, 12);
  });
});

describe('with a history', () => {
  it('takes means over its calls, with a range that holds them', () => {
    expect(estimate({ history }).outputTokens).toEqual({ low: 10, likely: 20, high: 40 });
    const tail = { ...history, outputTokens: spread(30, 1, 20) };
    expect(estimate({ history: tail }).outputTokens).toEqual({ low: 2, likely: 60, high: 60 });
  });

  it('takes measured inputs and costs over those that are worked out', () => {
    const measured = { ...history, inputTokens: spread(7), costUsd: spread(0.5) };
    expect(estimate({ history: measured, price: { input: 1, output: 1 } })).toMatchObject({
      inputTokens: exact(14),
      costUsd: exact(1),
    });
  });

  it('lasts as many rounds as its concurrency takes', () => {
    const timed = { ...history, e2eMs: spread(3000, 1000, 5000) };
    const calls = Array.from({ length: 5 }, () => ({ caseIndex: 0, repeat: 0, isWarmup: false }));
    expect(estimate({ history: timed, calls }).seconds).toEqual({ low: 3, likely: 9, high: 15 });
  });

  it('lasts no less than its rates allow', () => {
    const slow = { ...target, limits: { ...target.limits, requestsPerMinute: 1 } };
    const timed = { ...history, e2eMs: spread(1000) };
    expect(
      estimate(
        { history: timed },
        { target: slow, suite: suiteOf([caseOf(0), caseOf(1)], { targets: [slow] }) },
      ).seconds,
    ).toEqual(exact(120));
  });

  it('names the runs that it is from', () => {
    const source = { answers: 9, runs: ['r'], sameSuite: true };
    expect(estimate({ history: { ...history, source } }).source).toEqual(source);
    expect(estimate({ history })).not.toHaveProperty('source');
  });
});

describe('a batch', () => {
  it('takes a day at most, whatever calls took before', () => {
    const found = estimate(
      { history: { ...history, e2eMs: spread(1000) } },
      { target: { ...target, batch: true } },
    );
    expect(found).toMatchObject({ seconds: null, maxSeconds: 86_400 });
    expect(found).not.toHaveProperty('shortage');
  });
});

describe('conversations', () => {
  const stub = { name: 'f', parameters: {}, result: 'r' };
  it.each<[string, Partial<Case>, [number, number, number]]>([
    ['no conversation', {}, [1, 1, 1]],
    [
      'two further turns',
      {
        turns: [
          { role: 'user', content: 'a' },
          { role: 'user', content: 'b' },
        ],
      },
      [3, 3, 3],
    ],
    ['a stubbed tool', { tools: [stub] }, [1, 2, 10]],
    ['a tool without a result', { tools: [{ name: 'f', parameters: {} }] }, [1, 1, 1]],
    [
      'turns that are cut',
      {
        turns: [
          { role: 'user', content: 'a' },
          { role: 'user', content: 'b' },
        ],
        maxSteps: 2,
      },
      [2, 2, 2],
    ],
    ['tools beyond the steps', { tools: [stub, { ...stub, name: 'g' }], maxSteps: 2 }, [1, 2, 2]],
  ])('of %s take so many calls', (_, more, [low, likely, high]) => {
    const [range] = inputsOf(suiteOf([caseOf(0, more)]), 'p', () => 6);
    const once = inputsOf(suiteOf([caseOf(0, { tools: more.tools ?? [], maxSteps: 1 })]), 'p', () => 6)[0]
      ?.low as number;
    expect(range).toEqual({ low: low * once, likely: likely * once, high: high * once });
  });
});
