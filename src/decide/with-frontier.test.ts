import { expect, it } from 'vitest';
import { runOf, sampleOf } from '../../test/made-up/board-rows.ts';
import { createBoard } from '../analyze/progress/board.ts';
import { withFrontier } from './with-frontier.ts';

/** `failing` answers in a tenth of the time for a tenth of the price, and rightly, whenever it answers. */
function summaryWith(failures: number) {
  const board = createBoard(runOf(['steady', 'failing'], { cases: 150 }));
  for (let index = 0; index < 150; index++) {
    board.add(sampleOf('steady', index, { quality: index % 10 ? 1 : 0, e2e_ms: 1000, cost_nanousd: 1000 }));
    board.add(
      index < failures
        ? sampleOf('failing', index, { outcome: 'error', error_class: 'overloaded', e2e_ms: null })
        : sampleOf('failing', index, { quality: 1, e2e_ms: 100, cost_nanousd: 100 }),
    );
  }
  return withFrontier(board.summary());
}

it('does not rank a target by the few calls it answered', () => {
  const { frontier, targets } = summaryWith(130);
  expect(frontier).toEqual({ quality_cost: ['steady'], quality_p95: ['steady'] });
  expect(targets.map((target) => target.ranked)).toEqual([true, false]);
  expect(targets[1]?.error_rate).toMatchObject({ value: 130 / 150, n: 150 });
});

it('ranks one that fails now and then', () => {
  // 22 of 150 is 14.7 % [9.9, 21.2]: it may well be 10 %
  // and what fails counts 0: the steady one is better
  expect(summaryWith(22).frontier.quality_p95).toEqual(['failing', 'steady']);
  expect(summaryWith(10).frontier.quality_p95).toEqual(['failing']);
  expect(summaryWith(23).frontier.quality_p95).toEqual(['steady']);
});
