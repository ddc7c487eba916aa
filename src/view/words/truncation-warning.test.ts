import { expect, it } from 'vitest';
import { targetSummaryOf } from '../../../web/fixtures/summary.ts';
import { truncationWarning } from './truncation-warning.ts';

const cut = (id: string, truncated: number, ok: number) =>
  targetSummaryOf(id, { outcomes: { truncated, ok }, n: truncated + ok });

it('warns of targets whose answers are often truncated, and of those alone', () => {
  expect(truncationWarning({ targets: [cut('a', 0, 100), cut('b', 5, 95)] })).toBeNull();
  expect(truncationWarning({ targets: [cut('a', 0, 100), cut('b', 6, 94)] })).toMatch(/answers of b are/);
});

it('names three at most, and counts the others', () => {
  const targets = ['a', 'b', 'c', 'd', 'e'].map((id) => cut(id, 50, 50));
  expect(truncationWarning({ targets })).toMatch(/of a, b, c and 2 more are/);
});

it('says nothing of a target without an answer', () => {
  expect(truncationWarning({ targets: [cut('a', 0, 0)] })).toBeNull();
});
