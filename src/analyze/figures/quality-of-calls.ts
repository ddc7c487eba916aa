import { cellState, type ResultTable } from '../../contract/result-table.ts';

/**
 * Quality of every call, for setting targets against each other: a call without an answer counts 0, so that failing does not pay and what
 * is left is no selection. NaN: not asked, answered but not judged, or of a run in which nothing was judged.
 */
export function qualityOfCalls({ targets, quality, state }: ResultTable): Float64Array {
  const width = state.length / targets.length;
  const judged = new Set<string>();
  for (const [place, { run_id }] of targets.entries())
    if (!judged.has(run_id) && isAnyKnown(quality, place * width, (place + 1) * width)) judged.add(run_id);
  const ofCalls = quality.slice();
  for (const [place, { run_id }] of targets.entries()) {
    if (!judged.has(run_id)) continue;
    for (let cell = place * width; cell < (place + 1) * width; cell++)
      if (state[cell] === cellState.failed) ofCalls[cell] = 0;
  }
  return ofCalls;
}

function isAnyKnown(values: Float64Array, from: number, to: number): boolean {
  for (let cell = from; cell < to; cell++) if (!Number.isNaN(values[cell] as number)) return true;
  return false;
}
