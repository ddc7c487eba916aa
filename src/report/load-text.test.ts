import { describe, expect, it } from 'vitest';
import type { LoadReport, PhaseReport, SustainableLoad } from '../contract/load-report.ts';
import { exampleRun, exampleTarget } from '../../test/example-summary.ts';
import { bars } from './bars.ts';
import { loadText } from './load-text.ts';

const quantiles = (p50: number, p99: number | null) => ({
  n: 100,
  min: 1,
  p50,
  p75: p50,
  p90: null,
  p95: null,
  p99,
  p99_9: null,
  max: p50 * 3,
  mean: p50,
  sd: 1,
  p95_provisional: p50 * 2,
  intervals: null,
});
const point = {
  sent_rate: 10,
  completed_rate: 9,
  ttft_p50_ms: 20,
  response_p50_ms: 100,
  response_max_ms: 120,
};
const phase = (extra: Partial<PhaseReport>): PhaseReport => ({
  target_id: 'a',
  purpose: 'measure',
  rate: 10,
  users: null,
  running: false,
  window_s: 30,
  offered: 300,
  dropped: 7,
  unfinished: 0,
  failed: 3,
  answered: 290,
  offered_rate: 10,
  achieved_rate: 9.77,
  achieved_share: 0.977,
  req_s: 9.67,
  tok_s: null,
  good: null,
  good_share: null,
  goodput: null,
  ttft_ms: quantiles(20, null),
  response_ms: quantiles(100, 250),
  e2e_ms: quantiles(100, 250),
  queue_ms: null,
  state: null,
  series: [
    { at_s: 0, offered_rate: 5, ...point },
    { at_s: 1, offered_rate: 10, ...point },
  ],
  ...extra,
});
const run = exampleRun([exampleTarget('alpha')]);
const reportOf = (phases: PhaseReport[], sustainable: SustainableLoad | null = null): LoadReport => ({
  schema: 'assay.load/1',
  run: { ...run, load: { shape: 'poisson', options: {}, phases: [] } },
  targets: run.targets.slice(0, 1).map((target) => ({
    target,
    phases,
    knee_rate: null,
    max_rate: sustainable?.low ?? null,
    sustainable,
  })),
});
const look = { color: false, width: 140 };

describe('the text of a load', () => {
  it('has a row a phase, unknown as n/a, and charts over time', () => {
    const text = loadText(reportOf([phase({})]), look);
    expect(text).toMatch(/measured +300 +10\.0 +9\.77 +9\.67 +n\/a +100 +250/);
    expect(text).toMatch(/offered +▅█ {2}to 10\.0 \/s/);
  });

  it('marks a greatest value that stands for a p99', () => {
    expect(loadText(reportOf([phase({ response_ms: quantiles(100, null) })]), look)).toContain('≤300');
  });

  it('shows a sweep by rate, the state of each phase, what was found and what ended it', () => {
    const states = ['sustained', 'undecided', 'saturated'] as const;
    const phases = states.map((state, at) => phase({ purpose: 'ascend', rate: 5 * 2 ** at, state }));
    const found: SustainableLoad = {
      low: 10,
      high: 20,
      estimate: 14.1,
      end: 'tolerance',
      criterion: { kind: 'latency', rate: 20, what: 'p95 TTFT', value: 2300, limit: 1000 },
      baseline_failure_share: 0.13,
      baseline_calls: 300,
    };
    const text = loadText(reportOf(phases, found), look);
    expect(text).toContain('Sustainable load: 10.0/s to 20.0/s, about 14.1/s');
    expect(text).toContain('Saturation: p95 TTFT 2,300 ms > 1,000 ms at 20.0/s');
    expect(text).toContain('Failures at low load: 13.0 % of 300 calls');
    expect(text).toMatch(/up +300 .* sustained/);
    expect(text).toMatch(/up +300 .* inconclusive/);
  });

  it('marks a greatest wait that stands for a p99', () => {
    expect(loadText(reportOf([phase({ queue_ms: quantiles(4, null) })]), { ...look, width: 200 })).toContain(
      '≤12.0',
    );
  });

  it('leaves a gap where nothing is known', () => {
    expect(bars([0, null, 4, 8], 8)).toBe('▁ ▅█');
    expect(bars([0], 0)).toBe('▁');
  });
});
