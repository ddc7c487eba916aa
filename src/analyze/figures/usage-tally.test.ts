import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../../test/made-up/board-rows.ts';
import type { Sample } from '../../contract/sample.ts';
import { QualityTally } from './quality-tally.ts';
import { proportionEstimate, qualityEstimate } from './quality-estimate.ts';
import { UsageTally } from './usage-tally.ts';

function tallyOf(...changes: Partial<Sample>[]): UsageTally {
  const tally = new UsageTally();
  for (const [i, change] of changes.entries()) tally.add(sampleOf('a', i, change));
  return tally;
}
const cents = (n: number) => n * 1e7;

describe('tokens', () => {
  it('are sums of what is known, and unknown where nothing is', () => {
    const { input, output, reasoning } = tallyOf(
      { input_tokens: 5 },
      { input_tokens: null, output_tokens: 0 },
    ).tokens();
    expect([input, output, reasoning]).toEqual([5, 5, null]);
    expect(new UsageTally().tokens()).toMatchObject({ input: null, output: null, n_missing: 0 });
  });

  it('count what was not reported, what was counted here, and what is too far apart', () => {
    const tally = tallyOf(
      { usage_source: 'missing' },
      { usage_source: 'estimated' },
      { usage_gap: 0.11 },
      { usage_gap: -0.11 },
      { usage_gap: 0.1 },
    );
    expect(tally.tokens()).toMatchObject({ n_missing: 2, n_estimated: 1, n_gap: 2 });
  });
});

describe('money', () => {
  it('is what samples and retries cost; in a mean a sample counts with its retries', () => {
    const tally = tallyOf({ cost_nanousd: cents(1) }, { cost_nanousd: cents(3) });
    tally.addRetried({ sample_id: sampleOf('a', 1).sample_id, cost_nanousd: cents(2) });
    expect(tally.cost(2)).toEqual({
      total_usd: 0.06,
      spent_usd: 0.06,
      per_1k_usd: 30,
      per_correct_usd: 0.03,
      n_unknown: 0,
    });
  });

  it('is not known of nothing, and per right answer only where all is known', () => {
    expect(new UsageTally().cost(0)).toEqual({
      total_usd: null,
      spent_usd: null,
      per_1k_usd: null,
      per_correct_usd: null,
      n_unknown: 0,
    });
    const tally = tallyOf({ cost_nanousd: cents(1) }, { cost_nanousd: null });
    tally.addRetried({ sample_id: 'x', cost_nanousd: null });
    expect(tally.cost(1)).toMatchObject({ total_usd: 0.01, per_correct_usd: null, n_unknown: 2 });
    expect(tallyOf({ cost_nanousd: cents(1) }).cost(0).per_correct_usd).toBeNull();
  });

  it('leaves the retries of a sample without a known cost out of the mean, whichever comes first', () => {
    const [known, unknown] = [
      { ...sampleOf('a', 0), cost_nanousd: cents(1) },
      { ...sampleOf('a', 1), cost_nanousd: null },
    ];
    const retried = [known, unknown].map(({ sample_id }) => ({ sample_id, cost_nanousd: cents(2) }));
    for (const isRetryFirst of [true, false]) {
      const tally = new UsageTally();
      if (isRetryFirst) for (const one of retried) tally.addRetried(one);
      for (const sample of [known, unknown]) tally.add(sample);
      if (!isRetryFirst) for (const one of retried) tally.addRetried(one);
      expect(tally.cost(0)).toMatchObject({ total_usd: 0.05, per_1k_usd: 30, n_unknown: 1 });
    }
  });

  it('was not spent on answers that were given before', () => {
    expect(
      tallyOf({ cost_nanousd: cents(3) }, { cost_nanousd: cents(4), usage_source: 'cached' }).cost(0),
    ).toMatchObject({ total_usd: 0.07, spent_usd: 0.03 });
  });

  it('says where the provider says something else', () => {
    expect(tallyOf({ cost_gap: 0.06 }, { cost_gap: -0.2 }, { cost_gap: 0.05 }).cost(0).n_cost_gap).toBe(2);
    expect(tallyOf({}).cost(0)).not.toHaveProperty('n_cost_gap');
  });

  it('of a machine is its price for the time in which it answered', () => {
    expect(UsageTally.costByTime(3.6, 500_000, 250, 100)).toEqual({
      total_usd: 0.5,
      spent_usd: 0.5,
      per_1k_usd: 2,
      per_correct_usd: 0.005,
      n_unknown: 0,
    });
    expect(UsageTally.costByTime(3.6, 0, 0, 0)).toMatchObject({ total_usd: null, per_1k_usd: null });
    expect(UsageTally.costByTime(3.6, 1000, 1, 0).per_correct_usd).toBeNull();
  });
});

describe('quality', () => {
  it('counts a call without an answer as 0 in all calls, and not among the answers', () => {
    const tally = new QualityTally();
    tally.add(1, true, 0, 'law');
    tally.addFailed(1, 'law');
    tally.addFailed(2, '');
    expect([tally.estimate()?.value, tally.estimateOfAnswered()?.value]).toEqual([1 / 3, 1]);
    expect(tally.byCategory()).toEqual({ law: { n: 2, quality: 0.5 } });
    expect([tally.scored, tally.correct]).toEqual([1, 1]);
  });

  it('of nothing is unknown', () => {
    expect([
      new QualityTally().estimate(),
      new QualityTally().estimateOfAnswered(),
      proportionEstimate(0, 0),
    ]).toEqual([null, null, null]);
  });

  const clusters = fc.array(
    fc.record({ count: fc.integer({ min: 0, max: 5 }), mean: fc.integer({ min: 0, max: 10 }) }),
    { minLength: 1, maxLength: 20 },
  );
  it('lies in its interval, from 0 to 1, however cases belong together', () => {
    fc.assert(
      fc.property(clusters, (given) => {
        const counts = Float64Array.from(given, ({ count }) => count);
        const sums = Float64Array.from(given, ({ count, mean }) => (count * mean) / 10);
        const found = qualityEstimate({ sums, counts }, false);
        expect(found === null).toBe(counts.every((count) => count === 0));
        const {
          value,
          low,
          high,
          clusters: groups,
        } = found ?? { value: 0, low: null, high: null, clusters: 0 };
        expect(low === null).toBe(groups < 2);
        const inOrder = [0, low ?? value, value, high ?? value, 1];
        expect(inOrder).toEqual(inOrder.toSorted((x, y) => x - y));
      }),
    );
  });

  it('is no certainty where all scores are alike', () => {
    const same = qualityEstimate(
      { sums: Float64Array.of(0.5, 0.5, 0.5), counts: Float64Array.of(1, 1, 1) },
      false,
    );
    expect(same?.method).toBe('wilson');
    expect((same?.high as number) - (same?.low as number)).toBeGreaterThan(0.5);
  });
});
