import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RetriedAttempt, Sample } from '../../contract/sample.ts';
import { withFrontier } from '../../decide/with-frontier.ts';
import { createBoard } from './board.ts';
import { runOf, sampleOf } from '../../../test/made-up/board-rows.ts';
import { cpuMsOf } from '../../../test/cpu-ms.ts';

const retried = (changes: Partial<RetriedAttempt> = {}): RetriedAttempt => ({
  sample_id: 'a/0/0',
  run_id: 'run',
  target_id: 'a',
  case_id: 'case-0',
  repeat: 0,
  attempt: 0,
  started_at_ms: 0,
  outcome: 'rate_limited',
  error_class: 'rate_limit',
  http_status: 429,
  error_message: '',
  e2e_ms: null,
  cost_nanousd: 0,
  ...changes,
});

function summaryOf(samples: Sample[], repeats = 1) {
  const board = createBoard(runOf(['a', 'b'], { repeats }));
  for (const sample of samples) board.add(sample);
  return board.summary();
}
const first = (samples: Sample[], repeats = 1) => summaryOf(samples, repeats).targets[0];

/** Sums of floating-point numbers differ in their last digits with the order. */
const rounded = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (_, item) => (typeof item === 'number' ? Number(item.toPrecision(12)) : item)),
  );

describe('createBoard', () => {
  it('is all unknown before anything came', () => {
    const summary = summaryOf([]);
    expect(summary).toMatchObject({ done: 0, eta_s: null, histogram: { edges_ms: [] } });
    expect(summary.targets[1]).toMatchObject({
      n: 0,
      planned: 10,
      error_rate: null,
      quality: null,
      latency: {},
      tokens: { input: null, output: null, n_missing: 0 },
      cost: { total_usd: null, spent_usd: null, per_1k_usd: null, per_correct_usd: null, n_unknown: 0 },
      req_s: null,
      tok_s: null,
    });
  });

  it('books what we gave up or never sent as no error of the target', () => {
    const given = (index: number, outcome: Sample['outcome']) =>
      sampleOf('a', index, { outcome, quality: null, e2e_ms: null });
    const target = first([
      sampleOf('a', 0),
      sampleOf('a', 1),
      given(2, 'error'),
      given(3, 'cancelled'),
      given(4, 'dropped'),
    ]);
    expect(target).toMatchObject({ n: 5, outcomes: { ok: 2, error: 1, cancelled: 1, dropped: 1 } });
    expect(target?.error_rate).toMatchObject({ value: 1 / 3, n: 3 });
    expect(first([given(0, 'cancelled')])).toMatchObject({ error_rate: null, ranked: true });
  });

  it('adds up outcomes, tokens and money', () => {
    const target = first([
      sampleOf('a', 0, { quality: 1, correct: true, cost_nanousd: 2e9, reasoning_tokens: 5, category: 'x' }),
      sampleOf('a', 1, { quality: 0, correct: false, cost_nanousd: 4e9, category: 'x' }),
      sampleOf('a', 2, {
        outcome: 'error',
        error_class: 'http_5xx',
        cost_nanousd: 0,
        e2e_ms: 9999,
        quality: null,
      }),
    ]);
    expect(target).toMatchObject({
      n: 3,
      outcomes: { ok: 2, error: 1 },
      error_classes: { http_5xx: 1 },
      error_rate: { value: 1 / 3, n: 3, method: 'wilson' },
      quality: { value: 1 / 3, n: 3 },
      quality_answered: { value: 0.5, n: 2 },
      n_scored: 2,
      correct: 1,
      by_category: { x: { n: 2, quality: 0.5 } },
      tokens: { input: 30, reasoning: 5, cache_read: null, n_missing: 0 },
      cost: { total_usd: 6, spent_usd: 6, per_1k_usd: 2000, per_correct_usd: 6, n_unknown: 0 },
    });
    expect(target?.latency.e2e_ms).toMatchObject({ n: 2, max: 100 });
    expect(target?.e2e_bins).toEqual([2]);
  });

  it('counts a call without an answer as 0 in quality, as the decision does, and tells that of the answers beside it', () => {
    const failed = { outcome: 'timeout', quality: null, category: 'x' } as const;
    const target = first([
      sampleOf('a', 0, { quality: 1, correct: true, category: 'x' }),
      sampleOf('a', 1, { quality: 0.5, correct: false, category: 'x' }),
      sampleOf('a', 2, failed),
      sampleOf('a', 3, { ...failed, outcome: 'cancelled' }),
      sampleOf('a', 4, { quality: null, category: 'x' }),
    ]);
    expect(target?.quality).toMatchObject({ value: 0.5, n: 3 });
    expect(target?.quality_answered).toMatchObject({ value: 0.75, n: 2 });
    expect(target?.by_category).toEqual({ x: { n: 3, quality: 0.5 } });
    // of a run in which nothing could be scored failing tells nothing of quality
    expect(first([sampleOf('a', 0), sampleOf('a', 1, failed)])).toMatchObject({
      quality: null,
      quality_answered: null,
      by_category: {},
    });
  });

  it('gives a target that never answered 0 where others were scored', () => {
    const board = createBoard(runOf(['a', 'b']));
    for (let i = 0; i < 4; i++) {
      board.add(sampleOf('a', i, { quality: 1, correct: true }));
      board.add(sampleOf('b', i, { outcome: 'error', quality: null }));
    }
    const [a, b] = board.summary().targets;
    expect(a?.quality).toMatchObject({ value: 1, n: 4 });
    expect(b?.quality).toMatchObject({ value: 0, n: 4 });
    expect(b?.quality_answered).toBeNull();
  });

  it('tells the quality of one case, though not how far another may be from it', () => {
    expect(first([sampleOf('a', 0, { quality: 0.5, correct: false })])?.quality).toEqual({
      value: 0.5,
      low: null,
      high: null,
      level: 0.95,
      method: 'clustered-t',
      n: 1,
      clusters: 1,
    });
  });

  it('does not hide an unknown cost', () => {
    const samples = [sampleOf('a', 0, { correct: true }), sampleOf('a', 1, { cost_nanousd: null })];
    expect(first(samples)?.cost).toEqual({
      total_usd: 0.000001,
      spent_usd: 0.000001,
      per_1k_usd: 0.001,
      per_correct_usd: null,
      n_unknown: 1,
    });
    expect(first([sampleOf('a', 0, { cost_nanousd: null })])?.cost.total_usd).toBeNull();
  });

  it('counts a sample that is sent again once, and warm-up not at all', () => {
    const sample = sampleOf('a', 3);
    const target = first([sample, { ...sample }, sampleOf('a', 4, { is_warmup: true }), sampleOf('a', 4)]);
    expect(target?.n).toBe(2);
    const repeats = [sampleOf('a', 0, { repeat: 0 }), sampleOf('a', 0, { repeat: 1 }), sampleOf('a', 1)];
    expect(first(repeats, 2)?.n).toBe(3);
  });

  it('counts retried attempts once, and their money', () => {
    const board = createBoard(runOf(['a']));
    board.add(sampleOf('a', 0, { correct: true, cost_nanousd: 1e9 }));
    for (const attempt of [0, 0, 1]) board.addRetry(retried({ attempt, cost_nanousd: 5e8 }));
    expect(board.summary().targets[0]).toMatchObject({
      retries: 2,
      cost: { total_usd: 2, spent_usd: 2, per_1k_usd: 2000 },
    });
    board.addRetry(retried({ attempt: 2, cost_nanousd: null }));
    expect(board.summary().targets[0]?.cost).toMatchObject({
      total_usd: 2,
      per_correct_usd: null,
      n_unknown: 1,
    });
  });

  it('takes repeats and clusters as what they are', () => {
    const repeats = Array.from({ length: 6 }, (_, i) =>
      sampleOf('a', Math.floor(i / 2), { repeat: i % 2, quality: i % 3 ? 1 : 0 }),
    );
    expect(first(repeats, 2)?.quality).toMatchObject({ method: 'clustered-t', n: 6, clusters: 3 });
    const clustered = [0, 1, 2, 3].map((i) =>
      sampleOf('a', i, { cluster: i < 2 ? 'one' : 'two', quality: i % 2 }),
    );
    expect(first(clustered)?.quality).toMatchObject({ n: 4, clusters: 2 });
    const plain = [0, 1, 2, 3].map((i) => sampleOf('a', i, { quality: i % 2 }));
    expect(first(plain)?.quality).toMatchObject({ method: 'wilson', clusters: 4 });
  });

  it('knows pace and time left', () => {
    const board = createBoard(runOf(['a', 'b']));
    board.add(sampleOf('a', 0, { started_at_ms: 1000, e2e_ms: 500 }));
    board.add(sampleOf('a', 1, { started_at_ms: 2000, e2e_ms: 1000 }));
    expect(board.summary().targets[0]).toMatchObject({ req_s: 1, tok_s: expect.any(Number) });
    const load = { shape: 'poisson', options: {}, phases: [] };
    const underLoad = board.summary({ run: runOf(['a', 'b'], { load }) });
    expect(underLoad.targets[0]).toMatchObject({ req_s: null, tok_s: null });
    expect(board.summary({ nowMs: 3000 }).eta_s).toBeNull();
    for (const i of [0, 1, 2, 3]) board.add(sampleOf('b', i));
    expect(board.summary({ nowMs: 3000 }).eta_s).toBe(8);
    const ended = runOf(['a', 'b'], { status: 'done' });
    expect(board.summary({ nowMs: 3000, run: ended })).toMatchObject({
      eta_s: null,
      run: { status: 'done' },
    });
  });

  it('refuses a target of another run', () => {
    expect(() => summaryOf([sampleOf('stranger', 0)])).toThrow('stranger');
  });

  const rows = fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(40), fc.nat(1)), {
      selector: String,
      maxLength: 80,
    })
    .chain((places) =>
      fc.tuple(
        ...places.map(([target, index, repeat]) =>
          fc
            .record({
              quality: fc.option(fc.constantFrom(0, 0.25, 0.5, 1)),
              e2e_ms: fc.option(fc.integer({ min: 1, max: 100_000 })),
              outcome: fc.constantFrom<Sample['outcome']>('ok', 'error', 'truncated'),
              cost_nanousd: fc.option(fc.nat(1e6)),
              cluster: fc.constantFrom('', 'k'),
              category: fc.constantFrom('', 'x', 'y'),
            })
            .map((changes) => sampleOf(target, index, { repeat, ...changes })),
        ),
      ),
    );

  it('says the same whatever the order, the batches, and what comes twice', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (samples, seed) => {
        const whole = summaryOf(samples, 2);
        const turned = [...samples.slice(seed % (samples.length + 1)), ...samples].reverse();
        const board = createBoard(runOf(['a', 'b'], { repeats: 2 }));
        turned.forEach((sample, i) => {
          board.add(sample);
          if (i % 7 === seed % 7) board.summary();
        });
        expect(rounded(board.summary())).toEqual(rounded(whole));
      }),
      { numRuns: 60 },
    );
  });

  it('accounts for every sample', () => {
    fc.assert(
      fc.property(rows, (samples) => {
        const summary = withFrontier(summaryOf(samples, 2));
        expect(summary.done).toBe(samples.length);
        for (const target of summary.targets) {
          const counted = Object.values(target.outcomes).reduce((a, b) => a + b, 0);
          expect(counted).toBe(target.n);
          expect(target.e2e_bins.reduce((a, b) => a + b, 0)).toBe(target.latency.e2e_ms?.n ?? 0);
          expect(target.e2e_bins).toHaveLength(Math.max(0, summary.histogram.edges_ms.length - 1));
        }
        for (const id of summary.frontier.quality_p95) expect(['a', 'b']).toContain(id);
      }),
      { numRuns: 60 },
    );
  });

  it('is quick: 12 targets × 10,000 samples', async () => {
    const ids = Array.from({ length: 12 }, (_, i) => `t${i}`);
    const board = createBoard(runOf(ids, { cases: 10_000, planned: 120_000 }));
    const values = {
      ttft_ms: 5,
      ttfb_ms: 4,
      queue_ms: 1,
      response_ms: 9,
      decode_ms: 8,
      tpot_ms: 3,
      tok_s_user: 50,
    };
    for (const id of ids) {
      for (let i = 0; i < 10_000; i++) {
        board.add(
          sampleOf(id, i, { ...values, e2e_ms: (i * 7919) % 10_007, quality: i % 2, cluster: `k${i % 500}` }),
        );
      }
    }
    const cold = await cpuMsOf(() => board.summary());
    for (const id of ids) board.add(sampleOf(id, 10_000, { ...values, e2e_ms: 3 }));
    const again = await cpuMsOf(() => expect(board.summary().done).toBe(120_012));
    // ten times the usual: this guards against a summary that sorts everything
    expect(cold).toBeLessThan(2000);
    expect(again).toBeLessThan(1000);
  });
});
