import { seededRandom, shuffled } from '../../base/random.ts';
import { cellState, type ResultTable } from '../../contract/result-table.ts';
import type { CaseSignal } from './case-signals.ts';

/** One target's mean per case: quality (a call without an answer counts 0), cost in US dollars, tokens. */
export interface TargetCases {
  id: string;
  label: string;
  quality: Float64Array;
  cost: Float64Array;
  /** Further ones than the length of the answer, from which one may see that it struggled. */
  signals: CaseSignal[];
  outputTokens: Float64Array;
}

export interface CaseResults {
  targets: TargetCases[];
  /** Category of each case that every target here was judged on. */
  categories: string[];
  /** Number of each case's cluster. */
  clusters: Int32Array;
  leftOut: { target_id: string; reason: string }[];
}

/** A target with less of the suite, or unknown costs, is left out; then only cases that all others were judged on stay. */
const minKnown = 0.98;

function meansOf(table: ResultTable, target: number): Omit<TargetCases, 'id' | 'label' | 'signals'> {
  const { cases, repeats, state } = table;
  const mean = (pick: (row: number) => number) =>
    Float64Array.from({ length: cases.length }, (_, c) => {
      let sum = 0;
      let n = 0;
      for (let row = (target * cases.length + c) * repeats, end = row + repeats; row < end; row++) {
        const value = state[row] === cellState.notMeasured ? Number.NaN : pick(row);
        if (Number.isNaN(value)) continue;
        sum += value;
        n++;
      }
      return n === 0 ? Number.NaN : sum / n;
    });
  const failed = (row: number) => state[row] === cellState.failed;
  return {
    quality: mean((row) => (failed(row) ? 0 : (table.quality[row] as number))),
    cost: mean((row) => (table.cost_nanousd[row] as number) / 1e9),
    outputTokens: mean((row) => table.output_tokens[row] as number),
  };
}

const knownShare = (values: Float64Array) => values.filter((v) => !Number.isNaN(v)).length / values.length;

/** `signals`: by target id, over all cases of the table. */
export function caseResults(
  table: ResultTable,
  signals: ReadonlyMap<string, CaseSignal[]> = new Map(),
): CaseResults {
  const leftOut: CaseResults['leftOut'] = [];
  const kept = table.targets.flatMap(({ id, label, by_hour }, t): TargetCases[] => {
    const means = meansOf(table, t);
    const reason =
      knownShare(means.quality) < minKnown
        ? 'too little of the suite was scored'
        : knownShare(means.cost) < minKnown
          ? by_hour
            ? 'it is paid for by the hour, so there is no cost per call'
            : 'its cost is unknown'
          : null;
    if (reason === null) return [{ id, label, ...means, signals: signals.get(id) ?? [] }];
    leftOut.push({ target_id: id, reason });
    return [];
  });
  const indices = table.cases.flatMap((_, c) =>
    kept.every(({ quality }) => !Number.isNaN(quality[c] as number)) ? [c] : [],
  );
  const only = (values: Float64Array) => Float64Array.from(indices, (c) => values[c] as number);
  const names = new Map<string, number>();
  return {
    targets: kept.map((target) => ({
      ...target,
      quality: only(target.quality),
      cost: fillUnknown(only(target.cost)),
      outputTokens: only(target.outputTokens),
      signals: target.signals.map((signal) => ({
        ...signal,
        values: only(signal.values),
        ...(signal.quality && { quality: only(signal.quality) }),
      })),
    })),
    categories: indices.map((c) => table.cases[c]?.category ?? ''),
    clusters: Int32Array.from(indices, (c) => {
      const { cluster = '', id = '' } = table.cases[c] ?? {};
      const name = cluster === '' ? `case ${id}` : `cluster ${cluster}`;
      if (!names.has(name)) names.set(name, names.size);
      return names.get(name) as number;
    }),
    leftOut,
  };
}

/** A failed call rarely has a known cost: the mean of the others stands for it, which never makes a target cheaper. */
function fillUnknown(costs: Float64Array): Float64Array {
  const known = costs.filter((cost) => !Number.isNaN(cost));
  const mean = known.reduce((sum, cost) => sum + cost, 0) / known.length;
  return costs.map((cost) => (Number.isNaN(cost) ? mean : cost));
}

/** Indices of cases to fit on and to report, whole clusters each, about half and half. */
export function splitCases({ clusters }: Pick<CaseResults, 'clusters'>, seed: number): [number[], number[]] {
  const ids = [...new Set(clusters)];
  const fitted = new Set(shuffled(ids, seededRandom('route', seed)).slice(0, Math.floor(ids.length / 2)));
  const parts: [number[], number[]] = [[], []];
  for (const [index, id] of clusters.entries()) parts[fitted.has(id) ? 0 : 1].push(index);
  return parts;
}
