import { describe, expect, it } from 'vitest';
import type { LoadEntry } from '../../contract/load.ts';
import type { Suite, Target } from '../../contract/suite.ts';
import { estimateLoad } from './estimate-load.ts';
import { planLoad } from './plan-load.ts';
import { withSyntheticCases } from './synthetic-cases.ts';

const target = {
  id: 't',
  label: 't',
  promptId: 'p',
  parameters: { maxOutputTokens: 100 },
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
} as unknown as Target;
const suite = {
  name: 's',
  hash: 'h',
  prompts: [{ id: 'p', messages: [{ role: 'user', content: '{{input}}' }] }],
  cases: [0, 1].map((index) => ({
    id: `${index}`,
    index,
    variables: { input: 'x'.repeat(40) },
    tags: [],
    weight: 1,
    tools: [],
    scorers: [],
  })),
  targets: [target],
  seed: 1,
} as unknown as Suite;
const price = { input: 1, output: 10 };
const estimate = (entry: LoadEntry, on: Suite = suite) =>
  estimateLoad(on, 0, planLoad({ warmupSeconds: 1, drainSeconds: 5, ...entry }, 1), price);

describe('estimateLoad', () => {
  it('counts the calls of the schedule, warm-up included', () => {
    const found = estimate({ shape: 'constant-rate', rate: 10, durationSeconds: 9 });
    expect(found).toMatchObject({ calls: 100, seconds: { low: 10, likely: 10, high: 15 } });
    // 14 tokens in and at most 100 out, a hundred times
    expect(found?.costUsd?.high).toBeCloseTo((100 * 21 * 1 + 100 * 100 * 10) / 1e6, 10);
  });

  it('takes the sizes of a trace', () => {
    const load = { shape: 'trace-replay', times: [0, 500, 900], inputs: [300, 100, 100], outputs: [7, 8, 9] };
    const found = estimate(load, withSyntheticCases({ ...suite, load }));
    expect(found?.inputTokens).toEqual({ low: 500, likely: 500, high: 500 });
    expect(found?.outputTokens).toEqual({ low: 3, likely: 24, high: 24 });
    expect(found?.costUsd?.likely).toBeCloseTo((500 + 240) / 1e6, 12);
  });

  it('knows nothing where the answers decide how many calls there are', () => {
    expect(estimate({ shape: 'closed-loop', users: 3 })).toBeNull();
    expect(estimate({ shape: 'sweep', from: 1, to: 8 })).toBeNull();
    expect(estimate({ shape: 'sessions', rate: 1, turns: 3 })).toBeNull();
  });
});
