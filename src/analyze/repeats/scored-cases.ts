import { recordOf } from '../../base/typed-keys.ts';
import { reducers, type Reducer } from '../../contract/reducer.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import { reduceBy } from './reduce-repeats.ts';

/** A target's cases of which an answer could be scored, in the order of the suite: one number of each per case. */
export interface ScoredCases {
  length: number;
  /** In the table. */
  places: Int32Array;
  /** Answers that could be scored. */
  answers: Int32Array;
  correct: Int32Array;
  /** Standard deviation of the qualities; NaN below two answers. */
  spread: Float64Array;
  /** What the repeats of the cases come to, summed over cases. */
  reducedSums: Record<Reducer, number>;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function deviation(values: Float64Array, mean: number): number {
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** The table has a row of numbers per answer: no object is made of one, as there may be millions. */
export function scoredCases({ cases, repeats, quality, correct }: ResultTable, target: number): ScoredCases {
  const scored: ScoredCases = {
    length: 0,
    places: new Int32Array(cases.length),
    answers: new Int32Array(cases.length),
    correct: new Int32Array(cases.length),
    spread: new Float64Array(cases.length),
    reducedSums: recordOf(reducers, () => 0),
  };
  const found = new Float64Array(repeats);
  for (let place = 0, cell = target * cases.length * repeats; place < cases.length; place++) {
    let [known, right] = [0, 0];
    for (const end = cell + repeats; cell < end; cell++) {
      const value = quality[cell] as number;
      if (Number.isNaN(value) || Number.isNaN(correct[cell] as number)) continue;
      found[known++] = value;
      right += correct[cell] as number;
    }
    if (known > 0) addCase(scored, place, { values: found.subarray(0, known), right });
  }
  return scored;
}

/** `values` are put in order. */
function addCase(
  scored: ScoredCases,
  place: number,
  { values, right }: { values: Float64Array; right: number },
) {
  const at = scored.length++;
  const mean = meanOf(values);
  scored.places[at] = place;
  scored.answers[at] = values.length;
  scored.correct[at] = right;
  scored.spread[at] = values.length > 1 ? deviation(values, mean) : Number.NaN;
  const { reducedSums: sums } = scored;
  values.sort();
  sums.mean += mean;
  sums.majority += right * 2 > values.length ? 1 : 0;
  sums.median += reduceBy.median(values);
  sums.mode += reduceBy.mode(values);
  sums.max += reduceBy.max(values);
}
