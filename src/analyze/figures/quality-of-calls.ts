import { cellState, type ResultTable } from '../../contract/result-table.ts';

/**
 * Quality of every call, for setting targets against each other: a call without an answer counts 0, so that failing does not pay and what
 * is left is no selection. NaN: not asked, answered but not judged, or of a run in which nothing was judged.
 */
export function qualityOfCalls({ targets, quality, state }: ResultTable): Float64Array {
  const width = state.length / targets.length;
  const judged = new Set<string>();
  for (const [place, { run_id }] of targets.entries()) {
    if (judged.has(run_id)) continue;
    const own = quality.subarray(place * width, (place + 1) * width);
    if (own.some((value) => !Number.isNaN(value))) judged.add(run_id);
  }
  return Float64Array.from(quality, (value, cell) => {
    const isJudged = judged.has(targets[Math.floor(cell / width)]?.run_id ?? '');
    return isJudged && state[cell] === cellState.failed ? 0 : value;
  });
}
