import type { GridCell } from '../../../../src/contract/grid.ts';
import { answeredOutcomes } from '../../../../src/contract/outcome.ts';
import { percentText } from '../../../../src/view/format.ts';

/** `failed`: no answer came. `unscored`: an answer, but nothing could be scored. */
export type Verdict = 'right' | 'partial' | 'wrong' | 'failed' | 'unscored';

export function verdictOf({
  outcome,
  correct,
  quality,
}: Pick<GridCell, 'outcome' | 'correct' | 'quality'>): Verdict {
  if (!answeredOutcomes.has(outcome)) return 'failed';
  if (correct === true) return 'right';
  if (correct === null && quality === null) return 'unscored';
  return quality !== null && quality > 0 ? 'partial' : 'wrong';
}

/** Right in some repeats and wrong in others. */
export const isFlaky = (cells: readonly Pick<GridCell, 'correct'>[]): boolean =>
  cells.some(({ correct }) => correct === true) && cells.some(({ correct }) => correct === false);

/** How far the repeats of a cell are apart; nothing when they agree, or when there is one. */
function agreement(cells: readonly GridCell[]): string {
  const spread = cells[0]?.spread ?? 0;
  if (!isFlaky(cells)) return spread > 0 ? ` (spread ${spread.toFixed(2)})` : '';
  const scored = cells.filter(({ correct }) => correct !== null);
  const right = scored.filter(({ correct }) => correct === true).length;
  return ` (flaky: right ${right} of ${scored.length} times, spread ${spread.toFixed(2)})`;
}

/** What a cell says in words. */
export function describeCells(cells: GridCell[]): string {
  if (cells.length === 0) return 'not completed yet';
  const words = cells
    .toSorted((a, b) => a.repeat - b.repeat)
    .map((cell) => {
      const verdict = verdictOf(cell);
      if (verdict === 'failed') return `failed: ${cell.error_class || cell.outcome}`;
      return verdict === 'partial' && cell.quality !== null
        ? `partly right, ${percentText(cell.quality)}`
        : verdict;
    })
    .join('; ');
  return `${words}${agreement(cells)}`;
}
