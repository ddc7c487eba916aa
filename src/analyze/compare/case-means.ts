/** What a target's repeats of each case come to. */
export interface CaseMeans {
  /** Mean over known repeats; NaN without one. */
  mean: Float64Array;
  /** Variance of that mean from repeat to repeat; NaN below two known repeats. */
  noise: Float64Array;
  /** Cases with a mean. */
  known: number;
  /** No case has more than one known repeat, and all values are 0 or 1. */
  isBinary: boolean;
}

/** `cells` holds `cases` × `repeats` numbers of one target from `start` on. */
export function caseMeans(cells: Float64Array, start: number, cases: number, repeats: number): CaseMeans {
  const mean = new Float64Array(cases);
  const noise = new Float64Array(cases);
  let isBinary = true;
  let knownCases = 0;
  for (let place = 0; place < cases; place++) {
    const from = start + place * repeats;
    let known = 0;
    let sum = 0;
    for (let cell = from; cell < from + repeats; cell++) {
      const value = cells[cell] as number;
      if (Number.isNaN(value)) continue;
      known++;
      sum += value;
    }
    const average = sum / known;
    if (known > 1 || (known === 1 && sum !== 0 && sum !== 1)) isBinary = false;
    mean[place] = average;
    if (known > 0) knownCases++;
    noise[place] = known > 1 ? noiseOf(cells, from, repeats, average, known) : Number.NaN;
  }
  return { mean, noise, known: knownCases, isBinary };
}

function noiseOf(cells: Float64Array, from: number, repeats: number, average: number, known: number): number {
  let squares = 0;
  for (let cell = from; cell < from + repeats; cell++) {
    const value = cells[cell] as number;
    if (!Number.isNaN(value)) squares += (value - average) ** 2;
  }
  return squares / (known - 1) / known;
}
