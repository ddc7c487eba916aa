import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunLoad, RunPhase } from '../../contract/load.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { Run, RunTarget } from '../../contract/run.ts';
import { loadReport } from './load-report.ts';
import type { LoadRow } from './load-row.ts';
import { phaseReport } from './phase-report.ts';

const phase: RunPhase = {
  target_id: 't',
  purpose: 'measure',
  rate: 2,
  users: null,
  from_ms: 10_000,
  measure_from_ms: 12_000,
  measure_to_ms: 17_000,
  ended_at_ms: 20_000,
};

/** Due at `dueMs`, sent `queue` later, first token after `ttft`, ended after `e2e`. */
function row(dueMs: number, queue: number, ttft: number, e2e: number, extra: Partial<LoadRow> = {}): LoadRow {
  return {
    target_id: 't',
    is_warmup: dueMs < phase.measure_from_ms,
    started_at_ms: dueMs + queue,
    outcome: 'ok',
    ttft_ms: ttft,
    e2e_ms: e2e,
    response_ms: queue + e2e,
    queue_ms: queue,
    tpot_ms: 10,
    output_tokens: 20,
    reasoning_tokens: null,
    ...extra,
  };
}

function without(dueMs: number, outcome: Outcome): LoadRow {
  const nothing = { ttft_ms: null, e2e_ms: null, response_ms: null, queue_ms: null, tpot_ms: null };
  return { ...row(dueMs, 0, 0, 0), ...nothing, outcome, output_tokens: null };
}

/** Five seconds are measured; worked by hand. */
const rows = [
  row(11_500, 0, 100, 700), // warm-up, but ends inside: delivered
  row(12_000, 0, 100, 500),
  row(13_000, 200, 100, 500), // first token 300 ms after it was due
  row(14_000, 0, 100, 500, { outcome: 'truncated', reasoning_tokens: 5 }),
  row(16_800, 0, 100, 500), // ends outside: measured, not delivered
  without(14_500, 'dropped'),
  without(15_000, 'error'),
  without(15_500, 'timeout'),
  without(16_000, 'cancelled'),
];

describe('a phase that is going on', () => {
  it('is reported as far as it has come', () => {
    const going = { ...phase, ended_at_ms: null };
    const run = { targets: [{ id: 't' }], slo: {}, load: { shape: 'poisson', options: {}, phases: [going] } };
    const report = loadReport(run as unknown as Run, rows.slice(0, 4), 15_000);
    expect(report?.targets[0]?.phases[0]).toMatchObject({
      running: true,
      window_s: 3,
      answered: 3,
      req_s: 1 + 1 / 3,
    });
    expect(loadReport(run as unknown as Run, [], 11_000)?.targets[0]?.phases[0]).toMatchObject({
      window_s: 0,
      req_s: 0,
    });
  });
});

describe('a phase', () => {
  const report = phaseReport(phase, rows, { ttftMs: 250 }, null);

  it('counts every call that was due in the window, under one head each', () => {
    const { offered, dropped, unfinished, failed, answered } = report;
    expect({ offered, dropped, unfinished, failed, answered }).toEqual({
      offered: 8,
      dropped: 1,
      unfinished: 1,
      failed: 2,
      answered: 4,
    });
    expect(report.offered_rate).toBe(8 / 5);
    expect(report.achieved_rate).toBe(7 / 5);
    expect(report.achieved_share).toBe(7 / 8);
  });

  it('counts as delivered what ended in the window, with its tokens', () => {
    expect(report.req_s).toBe(4 / 5);
    expect(report.tok_s).toBe((20 * 4 + 5) / 5);
  });

  it('holds the first token against the schedule, and keeps failures in the denominator', () => {
    expect(report.good).toBe(3);
    expect(report.good_share).toBe(3 / 8);
    expect(report.goodput).toBe(3 / 5);
    expect(phaseReport(phase, rows, {}, null).good_share).toBeNull();
  });

  it('measures the response from the schedule', () => {
    expect(report.response_ms).toMatchObject({ n: 4, min: 500, max: 700, mean: 550 });
    expect(report.e2e_ms).toMatchObject({ max: 500 });
    expect(report.queue_ms).toMatchObject({ n: 4, max: 200 });
  });

  it('knows no tokens per second when one answer came without usage', () => {
    expect(
      phaseReport(phase, [...rows, row(12_100, 0, 1, 2, { output_tokens: null })], {}, null).tok_s,
    ).toBeNull();
  });

  it('draws every call once, and time from where measuring begins', () => {
    const { series } = report;
    const widthS = 7 / series.length;
    const total = series.reduce((sum, point) => sum + point.offered_rate * widthS, 0);
    expect(total).toBeCloseTo(rows.length, 6);
    expect(series[0]?.at_s).toBeCloseTo(-2 + widthS / 2, 6);
  });
});

describe('laws', () => {
  const anyRow = fc
    .tuple(
      fc.integer({ min: 10_000, max: 16_999 }),
      fc.constantFrom<Outcome>('ok', 'error', 'dropped', 'cancelled', 'truncated', 'rate_limited'),
      fc.integer({ min: 0, max: 3000 }),
    )
    .map(([due, outcome, e2e]) =>
      outcome === 'ok' || outcome === 'truncated'
        ? row(due, 1, e2e / 2, e2e, { outcome })
        : without(due, outcome),
    );

  it('the parts are the whole; good ≤ answered; achieved ≤ offered', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 200 }), (rows) => {
        const report = phaseReport(phase, rows, { e2eMs: 1000 }, null);
        const { offered, dropped, unfinished, failed, answered, good } = report;
        expect(dropped + unfinished + failed + answered).toBe(offered);
        expect(good).toBeLessThanOrEqual(answered);
        expect(report.achieved_rate).toBeLessThanOrEqual(report.offered_rate);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a run', () => {
  const target = { id: 't', label: 'T' } as RunTarget;
  const runOf = (load?: RunLoad) => ({ slo: {}, targets: [target], ...(load && { load }) }) as unknown as Run;

  it('without a load has no report', () => {
    expect(loadReport(runOf(), [])).toBeNull();
  });

  it('gives each phase its own calls, its state, and names the knee and the sustainable load', () => {
    // service takes 100 ms up to 20/s; at 40/s a queue grows
    const steps: [RunPhase['purpose'], number, (second: number) => number][] = [
      ['baseline', 10, () => 100],
      ['ascend', 20, () => 110],
      ['ascend', 40, (second) => 200 + 500 * second],
      ['confirm', 20, () => 110],
    ];
    const phases: RunPhase[] = [];
    const all: LoadRow[] = [];
    for (const [i, [purpose, rate, e2e]] of steps.entries()) {
      const from = 100_000 * (i + 1);
      const window = { measure_from_ms: from, measure_to_ms: from + 20_000, ended_at_ms: from + 31_000 };
      phases.push({ ...phase, from_ms: from, ...window, purpose, rate });
      for (let n = 0; n < rate * 20; n++)
        all.push(row(from + (n * 1000) / rate, 0, 50, e2e(n / rate), { is_warmup: false }));
    }
    const options = { from: 10, to: 80, tolerance: 1 };
    const run = { ...runOf({ shape: 'sweep', options, phases }), status: 'done' } as Run;
    const report = loadReport(run, all)?.targets[0];
    expect(report?.phases.map(({ offered, state }) => [offered, state])).toEqual([
      [200, 'sustained'],
      [400, 'sustained'],
      [800, 'saturated'],
      [400, 'sustained'],
    ]);
    expect(report?.knee_rate).toBe(20);
    expect(report?.max_rate).toBe(20);
    expect(report?.sustainable).toMatchObject({
      low: 20,
      high: 40,
      end: 'tolerance',
      criterion: { kind: 'growth', rate: 40, limit: 50 },
      baseline_failure_share: 0,
    });
    expect(loadReport({ ...run, status: 'partial' } as Run, all)?.targets[0]?.sustainable?.end).toBe(
      'stopped',
    );
  });

  it('names no knee from a few answers', () => {
    const phases = [1, 2, 4].map((rate, i) => {
      const from = 100_000 * (i + 1);
      const window = {
        from_ms: from,
        measure_from_ms: from,
        measure_to_ms: from + 4000,
        ended_at_ms: from + 5000,
      };
      return { ...phase, ...window, purpose: 'ascend' as const, rate };
    });
    const all = phases.flatMap(({ from_ms, rate }) =>
      Array.from({ length: rate * 4 }, (_, n) =>
        row(from_ms + (n * 1000) / rate, 0, 50, 100, { is_warmup: false }),
      ),
    );
    const report = loadReport(runOf({ shape: 'sweep', options: { from: 1, to: 4 }, phases }), all)
      ?.targets[0];
    expect(report).toMatchObject({ knee_rate: null, max_rate: null, sustainable: { low: null, high: null } });
  });
});
