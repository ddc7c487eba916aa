import { describe, expect, it } from 'vitest';
import type { GridCell } from '../../../../src/contract/result-store.ts';
import { describeCells, verdictOf } from './cell-verdict.ts';

const cell = (changes: Partial<GridCell>): GridCell => ({
  sample_id: 's',
  target_id: 't',
  repeat: 0,
  outcome: 'ok',
  error_class: '',
  quality: 1,
  correct: true,
  e2e_ms: 1,
  ttft_ms: 1,
  cost_nanousd: null,
  ...changes,
});

describe('verdictOf', () => {
  it.each([
    [{}, 'right'],
    [{ correct: false, quality: 0 }, 'wrong'],
    [{ correct: false, quality: 0.5 }, 'partial'],
    // A threshold below 1 can make a mean below 1 right.
    [{ correct: true, quality: 0.8 }, 'right'],
    [{ correct: null, quality: null }, 'unscored'],
    [{ outcome: 'timeout', correct: null, quality: null }, 'failed'],
    [{ outcome: 'truncated', correct: false, quality: 0 }, 'wrong'],
  ] as [Partial<GridCell>, string][])('calls %j %s', (changes, verdict) => {
    expect(verdictOf(cell(changes))).toBe(verdict);
  });
});

describe('describeCells', () => {
  it('names every repeat in order, and the reason of a failure', () => {
    const cells = [
      cell({ repeat: 1, outcome: 'error', error_class: 'stream_cut', correct: null, quality: null }),
      cell({ repeat: 0 }),
    ];
    expect(describeCells(cells)).toBe('right; failed: stream_cut');
    expect(describeCells([])).toBe('not settled yet');
  });
});
