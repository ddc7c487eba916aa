import { describe, expect, it } from 'vitest';
import type { GridCell } from '../../../../src/contract/grid.ts';
import { percentText } from '../../../../src/view/format.ts';
import { describeCells, verdictOf } from './cell-verdict.ts';

const cell = (changes: Partial<GridCell>): GridCell => ({
  sample_id: 's',
  target_id: 't',
  repeat: 0,
  outcome: 'ok',
  error_class: '',
  quality: 1,
  correct: true,
  spread: null,
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
    expect(describeCells([])).toBe('not completed yet');
  });
  it('tells how repeats disagree, and keeps quiet where they agree', () => {
    const right = cell({ spread: 0.58 });
    const wrong = cell({ repeat: 1, correct: false, quality: 0, spread: 0.58 });
    const unscored = cell({ repeat: 2, correct: null, quality: null, spread: 0.58 });
    expect(describeCells([right, wrong, unscored])).toBe(
      'right; wrong; unscored (flaky: right 1 of 2 times, spread 0.58)',
    );
    const partly = [0.4, 0.6].map((quality, repeat) =>
      cell({ repeat, quality, correct: false, spread: 0.1414 }),
    );
    expect(describeCells(partly)).toBe(
      `partly right, ${percentText(0.4)}; partly right, ${percentText(0.6)} (spread 0.14)`,
    );
    expect(describeCells([cell({ spread: 0 }), cell({ repeat: 1, spread: 0 })])).toBe('right; right');
    expect(describeCells([right, unscored])).not.toContain('flaky');
  });
});
