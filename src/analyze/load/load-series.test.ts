import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunPhase } from '../../contract/load.ts';
import { firstTokenMs, hasLevels, isGood } from './good-calls.ts';
import { isAnswered, scheduledAt, type LoadRow } from './load-row.ts';
import { loadSeries } from './load-series.ts';

const row = (more: Partial<LoadRow> = {}): LoadRow => ({
  target_id: 't',
  is_warmup: false,
  started_at_ms: 10_100,
  outcome: 'ok',
  ttft_ms: 200,
  e2e_ms: 500,
  response_ms: 600,
  queue_ms: 100,
  tpot_ms: 10,
  output_tokens: 5,
  reasoning_tokens: 0,
  ...more,
});
const phase = (more: Partial<RunPhase> = {}): RunPhase => ({
  target_id: 't',
  purpose: 'measure',
  rate: 1,
  users: null,
  from_ms: 10_000,
  measure_from_ms: 10_500,
  measure_to_ms: 12_000,
  ended_at_ms: 13_000,
  ...more,
});

describe('loadSeries', () => {
  it('puts a call where it should have begun, and its end where it ended', () => {
    const points = loadSeries(phase(), [row()]);
    expect(points).toHaveLength(8);
    expect(points[0]).toEqual({
      at_s: -0.375,
      offered_rate: 4,
      sent_rate: 4,
      completed_rate: 0,
      ttft_p50_ms: 300,
      response_p50_ms: 600,
      response_max_ms: 600,
    });
    expect(points.map(({ completed_rate }) => completed_rate)).toEqual([0, 0, 4, 0, 0, 0, 0, 0]);
  });

  it('shows a call that was never sent as offered alone, with no times', () => {
    const dropped = row({
      outcome: 'dropped',
      ttft_ms: null,
      e2e_ms: null,
      response_ms: null,
      queue_ms: null,
      started_at_ms: 10_000,
    });
    expect(loadSeries(phase(), [dropped])[0]).toMatchObject({
      offered_rate: 4,
      sent_rate: 0,
      completed_rate: 0,
      ttft_p50_ms: null,
      response_p50_ms: null,
      response_max_ms: null,
    });
  });

  it('counts an answer that ends after the window in no rate, and a failed call as not completed', () => {
    const late = row({ started_at_ms: 11_900, e2e_ms: 5000 });
    const failed = row({ outcome: 'error' });
    expect(
      loadSeries(phase(), [late, failed]).reduce((sum, { completed_rate }) => sum + completed_rate, 0),
    ).toBe(0);
  });

  it('is nothing of a phase without length, and one stretch of a very short one', () => {
    expect(loadSeries(phase({ measure_to_ms: 10_000 }), [row()])).toEqual([]);
    expect(loadSeries(phase({ measure_to_ms: 10_100 }), [row()])).toHaveLength(1);
    expect(loadSeries(phase({ measure_to_ms: 10_000_000 }), [])).toHaveLength(60);
  });

  it('loses no call: rates times widths are the calls, wherever they stand', () => {
    const starts = fc.array(fc.integer({ min: 9_000, max: 20_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(starts, fc.integer({ min: 300, max: 9_000 }), (all, length) => {
        const of = phase({ measure_to_ms: 10_000 + length });
        const points = loadSeries(
          of,
          all.map((started_at_ms) => row({ started_at_ms, queue_ms: 0 })),
        );
        const offered = points.reduce((sum, { offered_rate }) => sum + offered_rate, 0);
        expect((offered * length) / points.length / 1000).toBeCloseTo(all.length, 6);
        expect(points.every((point, i) => i === 0 || point.at_s > (points[i - 1]?.at_s as number))).toBe(
          true,
        );
      }),
    );
  });
});

describe('rows of a load', () => {
  it('are answered when they are whole or cut at their limit', () => {
    const outcomes = [
      'ok',
      'truncated',
      'refused',
      'error',
      'timeout',
      'dropped',
      'cancelled',
    ] as LoadRow['outcome'][];
    expect(outcomes.filter((outcome) => isAnswered(row({ outcome })))).toEqual(['ok', 'truncated']);
  });

  it('were due their queue before they started', () => {
    expect(scheduledAt(row())).toBe(10_000);
    expect(scheduledAt(row({ queue_ms: null }))).toBe(10_100);
  });

  it.each([
    [{}, { ttftMs: 300, e2eMs: 600, tpotMs: 10 }, true],
    [{}, {}, true],
    [{}, { ttftMs: 299 }, false],
    [{}, { e2eMs: 599 }, false],
    [{}, { tpotMs: 9.9 }, false],
    [{ tpot_ms: null }, { ttftMs: 300 }, true],
    [{ tpot_ms: null }, { tpotMs: 1e9 }, false],
    [{ queue_ms: null }, { ttftMs: 1e9 }, false],
    [{ outcome: 'error' as const }, {}, false],
  ])('%j under %j: %s', (more, slo, good) => {
    expect(isGood(row(more), slo)).toBe(good);
  });

  it('have a first token as long after their schedule as is known', () => {
    expect(firstTokenMs(row())).toBe(300);
    expect(firstTokenMs(row({ ttft_ms: null }))).toBeNull();
    expect([hasLevels({}), hasLevels({ tpotMs: 0 })]).toEqual([false, true]);
  });
});
