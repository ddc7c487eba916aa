import { describe, expect, it } from 'vitest';
import { exampleSummary, exampleTargetSummary } from '../../../test/example-summary.ts';
import { answerCounts, answerNotes, ofAnsweredNote } from './answer-notes.ts';
import { comparisonTable } from '../../report/comparison-table.ts';

const whole = exampleTargetSummary('whole');
const cut = exampleTargetSummary('cut', {
  outcomes: { ok: 24, truncated: 156, timeout: 20 },
  n_scored: 170,
});
cut.target.parameters = { maxOutputTokens: 64 };
const notes = (...targets: (typeof whole)[]) => answerNotes(targets.map(answerCounts));

describe('answerNotes', () => {
  it('says how many answers were cut, and where', () => {
    expect(notes(whole)).toEqual([]);
    expect(notes(cut)[0]).toBe(
      'cut: 156 of 180 answers truncated at maxOutputTokens (64): their quality, cost and time are of what came before it',
    );
    const bare = { ...cut, target: { ...cut.target, parameters: {} } };
    expect(notes(bare)[0]).toContain('truncated at their token limit');
  });

  it('names answers that were refused or not scored, and whether the shares differ', () => {
    const refused = exampleTargetSummary('shy', { outcomes: { ok: 190, refused: 10 } });
    expect(notes(refused)).toEqual(['stopped by a content filter: shy 10 of 200 answers']);
    const half = (label: string, n_scored: number) => exampleTargetSummary(label, { n_scored });
    expect(notes(half('a', 100), half('b', 100))).toEqual([
      'not scored: a 100 of 200 answers, b 100 of 200 answers: quality is of the others',
    ]);
    expect(notes(half('a', 100), half('b', 200)).join()).toMatch(/the fraction differs between targets/);
    // of a run without scorers nothing is missing
    expect(notes(exampleTargetSummary('none', { quality: null, n_scored: 0 }))).toEqual([]);
  });
});

it('tells the quality of the answers alone where calls failed', () => {
  const of = (failed: number, answered: number | null = 0.884) => ({
    label: 'x',
    quality: 0.475,
    answered,
    failed,
  });
  expect(ofAnsweredNote([of(0)])).toEqual([]);
  expect(ofAnsweredNote([of(80)])).toEqual([
    'a call without an answer counts 0 in quality; of answered alone: x 88.4 %',
  ]);
  expect(ofAnsweredNote([of(80, null)]).join()).toContain('x n/a');
});

it('has columns in the comparison for what some target has', () => {
  const table = (...targets: (typeof whole)[]) =>
    comparisonTable(exampleSummary(targets), { color: false, width: 220 });
  const [head] = table(whole, cut).split('\n');
  expect(head).toContain('truncated %');
  expect(head).toContain('unscored %');
  expect(head).not.toContain('refused %');
  expect(table(whole, cut)).toMatch(/^cut .* 86\.7 /m);
  expect(table(whole).split('\n')[0]).not.toMatch(/truncated %|of answered %/);
});
