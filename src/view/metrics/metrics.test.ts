import { describe, expect, it } from 'vitest';
import { sampleFloors } from '../../analyze/figures/quantiles.ts';
import { quantilesOf, targetSummaryOf } from '../../../web/fixtures/summary.ts';
import { bestTargets } from './best-marks.ts';
import { cellText, headerOf, intervalNote, metricText, metricTick, type Metric } from './metric.ts';
import { metrics } from './metrics.ts';
import { percentileFloors } from './readings.ts';

const all: Metric[] = Object.values(metrics);

describe('metrics', () => {
  it('has a unique key and an explanation for each', () => {
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    for (const metric of all) expect(metric.about.length, metric.key).toBeGreaterThan(20);
  });

  it('knows which way is better', () => {
    const direction = Object.fromEntries(all.map(({ key, better }) => [key, better]));
    expect(direction).toEqual({
      quality: 'higher',
      quality_answered: null,
      correct: null,
      error_rate: 'lower',
      truncated_rate: null,
      refused_rate: null,
      unscored_rate: null,
      ttft_ms_p50: 'lower',
      ttft_ms_p95: 'lower',
      e2e_ms_p50: 'lower',
      e2e_ms_p95: 'lower',
      tok_s_user_p50: 'higher',
      norm_tok_s_p50: 'higher',
      req_s: null,
      tok_s: null,
      connect_ms_p50: 'lower',
      input_tokens: null,
      output_tokens: null,
      cost_per_1k: 'lower',
      cost_per_correct: 'lower',
      retries: 'lower',
    });
  });

  it('says why, whenever a value is missing', () => {
    const empty = targetSummaryOf('a', {
      n: 0,
      outcomes: {},
      error_rate: null,
      quality: null,
      quality_answered: null,
      n_scored: 0,
      correct: 0,
      latency: {},
      req_s: null,
      tok_s: null,
      tokens: {
        input: null,
        cache_read: null,
        cache_write: null,
        output: null,
        reasoning: null,
        cache_write_1h: null,
        input_audio: null,
        input_image: null,
        output_audio: null,
        output_image: null,
        n_estimated: 0,
        n_gap: 0,
        n_missing: 0,
      },
      cost: { total_usd: null, spent_usd: null, per_1k_usd: null, per_correct_usd: null, n_unknown: 0 },
    });
    for (const metric of all) {
      const reading = metric.read(empty);
      if (metric.key === 'retries') continue;
      expect(reading.value, metric.key).toBeNull();
      expect(reading.why, metric.key).toMatch(/yet/);
    }
  });

  it('tells what answers were like in columns of their own, where there is something to tell', () => {
    const whole = targetSummaryOf('a', { outcomes: { ok: 196 }, n_scored: 196 });
    const cut = targetSummaryOf('a', { outcomes: { ok: 20, truncated: 60, timeout: 20 }, n_scored: 72 });
    expect(metrics.truncated.read(cut)).toEqual({ value: 0.75, n: 80 });
    expect(metrics.unscored.read(cut)).toEqual({ value: 0.1, n: 80 });
    expect(metrics.refused.read(cut)).toEqual({ value: 0, n: 80 });
    expect([metrics.truncated, metrics.refused, metrics.unscored].map(({ isTold }) => isTold?.(cut))).toEqual(
      [true, false, true],
    );
    expect(metrics.truncated.isTold?.(whole)).toBe(false);
    expect(
      metrics.quality.read({
        ...whole,
        quality: { ...(whole.quality as NonNullable<typeof whole.quality>), low: null },
      }),
    ).not.toHaveProperty('low');
  });

  it('holds a percentile back below its floor and keeps the provisional one apart', () => {
    const reading = metrics.e2eP95.read(targetSummaryOf('a', { latency: { e2e_ms: quantilesOf(60, 1000) } }));
    expect(reading).toMatchObject({
      value: null,
      n: 60,
      provisional: 2200,
      why: 'p95 needs 130 answers, has 60',
    });
    expect(metrics.e2eP95.read(targetSummaryOf('a'))).toEqual({
      value: 2640,
      n: 196,
      interval: { low: 2400, high: 3600, level: 0.95 },
    });
    expect(intervalNote(metrics.e2eP95, reading)).toBe('95 % interval [2,000, ?] ms');
    expect(cellText(metrics.e2eP95, reading)).toBe('~2,200');
  });

  it('adds the disjoint token buckets that are known', () => {
    const tokens = {
      input: 10,
      cache_read: 5,
      cache_write: null,
      output: 7,
      reasoning: 3,
      cache_write_1h: null,
      input_audio: null,
      input_image: null,
      output_audio: null,
      output_image: null,
      n_estimated: 0,
      n_gap: 0,
      n_missing: 0,
    };
    expect(metrics.inputTokens.read(targetSummaryOf('a', { tokens })).value).toBe(15);
    expect(metrics.outputTokens.read(targetSummaryOf('a', { tokens })).value).toBe(10);
  });

  it('tells an unknown price from a target without a correct answer', () => {
    const none = { total_usd: 1, spent_usd: 1, per_1k_usd: 5, per_correct_usd: null, n_unknown: 0 };
    expect(metrics.costPerCorrect.read(targetSummaryOf('a', { cost: none, correct: 0 })).why).toMatch(
      /correct/,
    );
    const unknown = {
      total_usd: null,
      spent_usd: null,
      per_1k_usd: null,
      per_correct_usd: null,
      n_unknown: 200,
    };
    expect(metrics.costPerCorrect.read(targetSummaryOf('a', { cost: unknown })).why).toMatch(/price/);
  });

  it('writes a value without its unit below a header, and with it elsewhere', () => {
    const both = (metric: Metric, value: number) => [
      cellText(metric, { value, n: 1 }),
      metricText(metric, value),
      metricTick(metric, value),
    ];
    expect(both(metrics.e2eP50, 12_340)).toEqual(['12,340', '12,340 ms', '12.3 s']);
    expect(both(metrics.quality, 0.5)).toEqual(['50.0', '50.0 %', '50 %']);
    expect(both(metrics.costPer1k, 0.5)).toEqual(['0.50', '$0.50', '$0.50']);
    expect(both(metrics.requestRate, 3.1)).toEqual(['3.10', '3.10/s', '3.10/s']);
    expect(both(metrics.retries, 3)).toEqual(['3', '3', '3']);
  });

  it('has its unit in the narrow header too', () => {
    for (const { short, unit, key } of all)
      expect(short, key).toContain({ USD: '$', '/s': '/s', tok: 'tok' }[unit as string] ?? unit);
    expect(new Set(all.map(({ short }) => short)).size).toBe(all.length);
  });

  it('knows the floors of the analysis', () => {
    expect(sampleFloors).toMatchObject(percentileFloors);
  });

  it('puts the unit into the header', () => {
    expect(headerOf(metrics.ttftP50)).toBe('TTFT p50, ms');
    expect(headerOf(metrics.retries)).toBe('Retries');
  });
});

describe('bestTargets', () => {
  const withRetries = (id: string, retries: number) => targetSummaryOf(id, { retries });

  it('follows the direction and marks ties', () => {
    const targets = [withRetries('a', 2), withRetries('b', 1), withRetries('c', 1), withRetries('d', 3)];
    expect([...bestTargets(metrics.retries, targets)]).toEqual(['b', 'c']);
    expect(
      bestTargets(metrics.speed, [
        targetSummaryOf('a', { latency: { tok_s_user: quantilesOf(200, 50) } }),
        targetSummaryOf('b', { latency: { tok_s_user: quantilesOf(200, 90) } }),
      ]),
    ).toEqual(new Set(['b']));
  });

  it('leaves out a target that fails too often', () => {
    const failing = { ...withRetries('b', 0), ranked: false };
    const targets = [withRetries('a', 2), failing, withRetries('c', 1), withRetries('d', 3)];
    expect([...bestTargets(metrics.retries, targets)]).toEqual(['c']);
  });

  it('leaves out a value that rests on fewer than half of the calls', () => {
    const speedOf = (id: string, n: number, speed: number) =>
      targetSummaryOf(id, { latency: { tok_s_user: quantilesOf(n, speed) } });
    const targets = [speedOf('a', 200, 50), speedOf('b', 180, 70), speedOf('few', 99, 300)];
    expect([...bestTargets(metrics.speed, targets)]).toEqual(['b']);
  });

  it('takes what differs in the last bits for a tie', () => {
    const withCost = (id: string, per_1k_usd: number) =>
      targetSummaryOf(id, {
        cost: { total_usd: 1, spent_usd: 1, per_1k_usd, per_correct_usd: 1, n_unknown: 0 },
      });
    const targets = [withCost('a', 0.3), withCost('b', 0.1 + 0.2), withCost('c', 1), withCost('d', 2)];
    expect([...bestTargets(metrics.costPer1k, targets)]).toEqual(['a', 'b']);
  });

  it('marks nothing when most are equal, alone, provisional or without direction', () => {
    expect(bestTargets(metrics.retries, [withRetries('a', 1), withRetries('b', 1)]).size).toBe(0);
    expect(
      bestTargets(metrics.retries, [withRetries('a', 0), withRetries('b', 0), withRetries('c', 1)]).size,
    ).toBe(0);
    expect(bestTargets(metrics.retries, [withRetries('a', 1)]).size).toBe(0);
    const few = targetSummaryOf('b', { latency: { e2e_ms: quantilesOf(60, 1) } });
    expect(bestTargets(metrics.e2eP95, [targetSummaryOf('a'), few]).size).toBe(0);
    expect(bestTargets(metrics.inputTokens, [withRetries('a', 1), withRetries('b', 2)]).size).toBe(0);
  });
});
