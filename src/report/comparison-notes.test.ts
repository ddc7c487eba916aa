import { describe, expect, it } from 'vitest';
import { exampleQuantiles, exampleSummary, exampleTargetSummary } from '../../test/example-summary.ts';
import type { TargetSummary } from '../contract/analysis.ts';
import type { Run } from '../contract/run.ts';
import { comparisonNotes } from './comparison-notes.ts';

const options = { width: 1000, best: false, frontier: false };
const notesOf = (targets: TargetSummary[], run: Partial<Run> = {}, more: object = {}) =>
  comparisonNotes(exampleSummary(targets, run), { ...options, ...more });
const target = exampleTargetSummary;
const tokens = (more: object) => ({ tokens: { ...target('x').tokens, ...more } });
const cost = (more: object) => ({ cost: { ...target('x').cost, ...more } });

describe('notes below a table', () => {
  it('say how to read quality and times, and nothing else of a run in which nothing happened', () => {
    expect(notesOf([target('a'), target('b')])).toEqual([
      'quality: mean score with its 95 % interval (Wilson)',
      'times: quantiles with their 95 % intervals (order statistics, repeats of a case as one; ? where there are too few to bound it)',
    ]);
  });

  it.each<[string, Partial<TargetSummary>, string]>([
    ['no score', { quality: null, quality_answered: null }, 'quality: n/a, no answer could be scored'],
    [
      'clustered scores',
      { quality: { value: 0.5, low: 0.4, high: 0.6, level: 0.95, method: 'clustered-t', n: 9, clusters: 3 } },
      '(cluster-robust, as scores are partial or cases belong together)',
    ],
    [
      'a quality without bounds',
      {
        quality: { value: 0.5, low: null, high: null, level: 0.95, method: 'clustered-t', n: 9, clusters: 1 },
      },
      'n/a: two groups of cases are needed',
    ],
    [
      'few answers',
      { latency: { e2e_ms: exampleQuantiles(900, 100) } },
      '~ p95 is provisional: 130 answers are needed, there are 100 (all targets)',
    ],
    [
      'no price',
      cost({ total_usd: null, n_unknown: 200 }),
      'cost n/a, the price, the usage or the fee of a provider’s tool is not known: all targets',
    ],
    ['one unknown cost', cost({ n_unknown: 1 }), 'cost of a leaves out 1 call of unknown cost'],
    [
      'unknown costs with retries',
      { ...cost({ n_unknown: 3 }), retries: 2 },
      'cost of a leaves out 3 calls of unknown cost, retried ones included',
    ],
    [
      'counts that differ',
      tokens({ n_gap: 7 }),
      'reported output more than 10 % from a local count (another tokenizer than o200k_base, or check your invoice): a 7',
    ],
    [
      'costs that differ',
      cost({ n_cost_gap: 4 }),
      'more than 5 % from that by the price known here (check your invoice): a 4',
    ],
    ['counted output', tokens({ n_estimated: 9 }), 'output counted here, the provider reported none: a 9'],
    ['errors', { error_classes: { rate_limit: 3, timeout: 0 } }, 'errors of a: rate_limit 3'],
  ])('tell of %s', (_, change, text) => {
    const notes = notesOf([target('a', change)]);
    expect(notes.filter((note) => note.includes(text))).toHaveLength(1);
    expect(notesOf([target('a')]).join()).not.toContain(text);
  });

  it('name those that are meant, unless it is all of them', () => {
    const few = { latency: { e2e_ms: exampleQuantiles(900, 100) } };
    const fewer = { latency: { e2e_ms: exampleQuantiles(900, 70) } };
    expect(notesOf([target('a', few), target('b')]).join()).toContain('there are 100 (a)');
    expect(notesOf([target('a', few), target('b', fewer)]).join()).toContain(
      'there are 70 to 100 (all targets)',
    );
  });

  it('say who is not ranked, and why', () => {
    const failing = {
      ranked: false,
      error_rate: {
        value: 0.3,
        low: 0.24,
        high: 0.37,
        level: 0.95,
        method: 'wilson' as const,
        n: 200,
        clusters: 200,
      },
    };
    expect(notesOf([target('a', failing), target('b')]).join()).toMatch(
      /not ranked: a, 30\.0 % \[24\.0, 37\.0\] of its calls gave no answer/,
    );
  });

  it('say what to do about an error once, whoever met it', () => {
    const met = { error_classes: { rate_limit: 3 } };
    const remedies = notesOf([target('a', met), target('b', met)]).filter((note) =>
      note.startsWith('rate_limit: '),
    );
    expect(remedies).toHaveLength(1);
  });

  it('say that a run is not whole, and that targets were asked different cases', () => {
    const notes = notesOf([target('a'), target('b', { n: 120 })], {
      status: 'partial',
      stopped: 'stopped by the user',
    });
    expect(notes.slice(0, 2)).toEqual(['the run is partial: 320 of 400 samples', 'stopped by the user']);
    expect(notes.join()).toContain('the targets did not end at the same case (a 200, b 120)');
    expect(notesOf([target('a'), target('b')], { status: 'partial' }).join()).not.toContain(
      'did not end at the same case',
    );
  });

  it('explain marks only where they are in the table', () => {
    const marks = (more: object) =>
      notesOf([target('a'), target('b')], {}, more).filter((note) => /^(?:\*|\$ t)/.test(note));
    expect(marks({})).toEqual([]);
    expect(marks({ best: true })).toEqual([
      '* best point estimate; intervals that overlap are no proof of a difference',
    ]);
    expect(marks({ frontier: true })).toHaveLength(1);
  });

  it('fit the width', () => {
    const lines = notesOf([target('a', { error_classes: { rate_limit: 3 } })], {}, { width: 60 });
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
  });
});
