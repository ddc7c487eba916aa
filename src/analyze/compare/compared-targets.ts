import type { ComparedTarget } from '../../contract/comparison.ts';
import { meanKnown } from '../table/mean-known.ts';
import { mixedTargets } from '../table/served-mixes.ts';
import { cellState, type ResultTable } from '../../contract/result-table.ts';

/** Cases of which some repeat was measured. */
function askedCases(state: Uint8Array, [from, to]: [number, number], repeats: number): number {
  let asked = 0;
  for (let first = from; first < to; first += repeats)
    for (let cell = first; cell < first + repeats; cell++)
      if (state[cell] !== cellState.notMeasured) {
        asked++;
        break;
      }
  return asked;
}

/** Each target by itself, over all that it was asked; means over known values. */
export function comparedTargets(
  table: ResultTable,
  cells: { quality: Float64Array; error_rate: Float64Array; e2e_ms: Float64Array; cost: Float64Array },
): ComparedTarget[] {
  const { targets, cases, repeats, state } = table;
  const width = cases.length * repeats;
  const mixed = mixedTargets(table);
  const labels = targets.map(({ label }) => label);
  return targets.map(({ id, label, run_id, suite_hash, by_hour, part }, target) => {
    const [from, to] = [target * width, (target + 1) * width];
    const isAlone = labels.filter((other) => other === label).length === 1;
    const asked = askedCases(state, [from, to], repeats);
    const logTime = meanKnown(cells.e2e_ms, from, to);
    const nanousd = meanKnown(cells.cost, from, to);
    return {
      id,
      name: isAlone ? label : `${label} (${run_id.slice(0, 13)})`,
      label,
      run_id,
      suite_hash,
      cases: asked,
      ...(part && { part }),
      quality: meanKnown(cells.quality, from, to),
      error_rate: meanKnown(cells.error_rate, from, to),
      e2e_ms: logTime === null ? null : Math.exp(logTime),
      cost_per_1k_usd: nanousd === null ? null : nanousd / 1e6,
      ...(by_hour && { by_hour }),
      ...(mixed[target] && { served: mixed[target] }),
    };
  });
}
