import stringWidth from 'string-width';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  exampleEstimate,
  exampleQuantiles,
  exampleSummary,
  exampleTargetSummary,
} from '../../test/example-summary.ts';
import { comparisonTable } from './comparison-table.ts';

const cheap = exampleTargetSummary('cheap', {
  quality: exampleEstimate(0.6, 0.07),
  cost: { total_usd: 0.02, spent_usd: 0.02, per_1k_usd: 0.1, per_correct_usd: 0.0002, n_unknown: 0 },
});
const strong = exampleTargetSummary('strong', { error_classes: { rate_limit: 3 } });
const unscored = exampleTargetSummary('unscored', {
  n: 40,
  quality: null,
  n_scored: 0,
  correct: 0,
  latency: { e2e_ms: exampleQuantiles(900, 40) },
  cost: { total_usd: null, spent_usd: null, per_1k_usd: null, per_correct_usd: null, n_unknown: 40 },
});
const summary = {
  ...exampleSummary([cheap, unscored, strong]),
  frontier: { quality_cost: [cheap.target.id, strong.target.id], quality_p95: [strong.target.id] },
};
const rowOf = (text: string, label: string) => text.split('\n').find((line) => line.startsWith(label)) ?? '';
const wide = comparisonTable(summary, { color: false, width: 200 });

describe('comparisonTable', () => {
  it('ranks by quality and puts what has none last', () => {
    const order = wide
      .split('\n')
      .slice(1, 4)
      .map((line) => line.split(' ')[0]);
    expect(order).toEqual(['strong', 'cheap', 'unscored']);
  });
  it('shows interval, best marks and places on the frontiers', () => {
    expect(rowOf(wide, 'strong')).toContain('84.2 [79.2, 89.2]*');
    expect(rowOf(wide, 'strong')).toMatch(/● ●$/);
    expect(rowOf(wide, 'cheap')).toContain('0.10*');
    expect(rowOf(wide, 'cheap')).toMatch(/● ·$/);
    expect(rowOf(wide, 'unscored')).toMatch(/· ·$/);
  });
  it('shows unknown as n/a and a provisional percentile with its mark and the reason', () => {
    expect(rowOf(wide, 'unscored').match(/n\/a/g)?.length).toBe(8);
    expect(rowOf(wide, 'unscored')).toContain('~2,250');
    expect(wide).toContain('~ p95 is provisional: 130 answers are needed, there are 40 (unscored)');
    expect(wide).toContain(
      'cost n/a, the price, the usage or the fee of a provider’s tool is not known: unscored',
    );
    expect(wide).toContain('errors of strong: rate_limit 3');
  });
  it('shows the intervals of times under the table, unknown ends as ?', () => {
    const times = wide.slice(wide.indexOf('times, 95 %'));
    expect(rowOf(times, 'strong')).toContain('1,400 [1,260, 1,540]');
    expect(rowOf(times, 'strong')).toContain('3,500 [2,800, 4,200]');
    expect(rowOf(times, 'unscored')).toContain('~2,250 [1,800, ?]');
    expect(wide).toContain('order statistics');
  });
  it('counts retried attempts of unknown cost as the calls they are', () => {
    const partly = (n_unknown: number, retries: number) =>
      exampleTargetSummary('partly', { retries, cost: { ...strong.cost, n_unknown } });
    const noteOf = (target: typeof strong) =>
      comparisonTable(exampleSummary([target]), { color: false, width: 200 })
        .split('\n')
        .find((line) => line.startsWith('cost of'));
    expect(noteOf(partly(9, 5))).toBe(
      'cost of partly leaves out 9 calls of unknown cost, retried ones included',
    );
    expect(noteOf(partly(1, 0))).toBe('cost of partly leaves out 1 call of unknown cost');
    expect(noteOf(partly(250, 100))).toContain('leaves out 250 calls');
  });
  it('says once what to do about a class of errors', () => {
    const away = (label: string) => exampleTargetSummary(label, { error_classes: { connect: 4, dns: 0 } });
    const text = comparisonTable(exampleSummary([away('a'), away('b')]), { color: false, width: 200 });
    expect(text.match(/^connect: is the server running\?/gm)).toHaveLength(1);
    expect(text).not.toContain('dns:');
  });
  it('marks nothing, and explains no mark, with one target', () => {
    const text = comparisonTable(
      { ...exampleSummary([strong]), frontier: { quality_cost: [strong.target.id], quality_p95: [] } },
      { color: false, width: 200 },
    );
    expect(text).not.toMatch(/[*●]/);
  });
  it('marks nothing in a run that stopped before all were asked as often, and says so', () => {
    const behind = exampleTargetSummary('behind', { n: 40 });
    const marked = (status: 'done' | 'partial', other: typeof behind) =>
      comparisonTable(exampleSummary([strong, other], { status }), { color: false, width: 200 });
    expect(marked('partial', behind)).not.toContain('*');
    expect(marked('partial', behind)).toContain('nothing is marked best');
    expect(marked('partial', cheap)).toContain('0.10*');
  });
  it('marks no value from less than half of the samples and says how many there are', () => {
    const few = exampleTargetSummary('few', {
      latency: { ...strong.latency, tok_s_user: exampleQuantiles(512, 12) },
    });
    const slow = exampleTargetSummary('slow', {
      latency: { ...strong.latency, tok_s_user: exampleQuantiles(50) },
    });
    const text = comparisonTable(exampleSummary([strong, slow, few]), { color: false, width: 200 });
    expect(text).not.toContain('512*');
    expect(rowOf(text, 'strong')).toContain('96.0*');
    expect(text).toContain('from less than half of the samples, never marked best: tok/s (few 12 of 200)');
  });
  it('marks all that share the best value, last bits aside', () => {
    const twin = exampleTargetSummary('twin', { quality: exampleEstimate(0.842 + 1e-15, 0.05) });
    const lesser = exampleTargetSummary('lesser', { quality: exampleEstimate(0.5, 0.05) });
    const text = comparisonTable(exampleSummary([strong, twin, cheap, lesser]), { color: false, width: 200 });
    expect(rowOf(text, 'twin')).toContain('84.2 [79.2, 89.2]*');
    expect(rowOf(text, 'strong')).toContain('84.2 [79.2, 89.2]*');
  });
  it('says who is not ranked and why, marks it nowhere, and names doubtful counts', () => {
    const failing = exampleTargetSummary('failing', {
      ranked: false,
      error_rate: exampleEstimate(0.8667, 0.06),
      latency: { ttft_ms: exampleQuantiles(20) },
      tokens: { ...strong.tokens, n_gap: 12, n_estimated: 3 },
      cost: { ...strong.cost, n_cost_gap: 7 },
    });
    const text = comparisonTable(exampleSummary([cheap, strong, failing]), { color: false, width: 300 });
    expect(rowOf(text, 'failing')).not.toContain('*');
    expect(text).toContain('not ranked: failing, 86.7 %');
    expect(text).toMatch(/more than 10 % from a local count .*: failing 12/);
    expect(text).toMatch(/own cost is more than 5 % from .*: failing 7/);
    expect(text).toContain('output counted here, the provider reported none: failing 3');
  });
  it('says when a run is partial or not to be believed', () => {
    const client = {
      loop_delay_p99_ms: 40,
      queue_p50_ms: 1,
      queue_p99_ms: 2,
      cpu_share: 1,
      believable: false,
      reasons: ['event loop was late'],
    };
    const text = comparisonTable(
      exampleSummary([strong], {
        status: 'partial',
        client,
        planned: 400,
        stopped: 'Stopped by the budget of $1.',
      }),
      {
        color: false,
        width: 120,
      },
    );
    expect(text).toContain('the run is partial: 200 of 400 samples');
    expect(text).toContain('Stopped by the budget of $1.');
    expect(text).toContain('measurement unreliable, this machine did not keep up: event loop was late');
  });
  it.each([60, 80, 100, 120])('fits %d columns, notes included', (width) => {
    const lines = comparisonTable(summary, { color: true, width }).split('\n');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    expect(lines.join('\n')).toContain('quality %');
  });
  it('says the same with colour and without', () => {
    expect(stripVTControlCharacters(comparisonTable(summary, { color: true, width: 200 }))).toBe(wide);
  });
});
