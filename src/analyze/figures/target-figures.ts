import type { Quantiles } from '../../contract/analysis.ts';
import type { Spread, TargetFigures } from '../../contract/report.ts';
import { cellState, isAnswered, type ResultTable, type TableColumn } from '../../contract/result-table.ts';
import { answeredValues } from '../table/answered-values.ts';
import { qualityOfCalls } from './quality-of-calls.ts';
import { quantilesOf } from './quantiles.ts';
import { qualityEstimate, proportionEstimate } from './quality-estimate.ts';

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** `values` are put in order. */
function spreadOf(values: Float64Array, groups: number): Spread | null {
  const quantiles = quantilesOf(values.sort(), groups);
  if (!quantiles) return null;
  const { n, p50, p95, p95_provisional: provisional } = quantiles;
  const { p50: middle, p95: tail } = quantiles.intervals as NonNullable<Quantiles['intervals']>;
  return { n, p50, p95, provisional, intervals: { p50: middle, p95: tail } };
}

/** Things with a name, numbered in the order in which they come. */
interface Numbered {
  names: string[];
  /** Of each case. */
  of: Int32Array;
}

function numbered(names: readonly string[]): Numbered {
  const numbers = new Map<string, number>();
  const of = Int32Array.from(names, (name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { names: [...numbers.keys()], of };
}

interface Groups {
  clusters: Numbered;
  categories: Numbered;
}

const groupsOf = ({ cases }: ResultTable): Groups => ({
  clusters: numbered(cases.map(({ cluster, id }) => (cluster === '' ? `case ${id}` : `cluster ${cluster}`))),
  categories: numbered(cases.map(({ category }) => category)),
});

/** Adds `value` to one group of what is summed up. */
function add(groups: { sums: Float64Array; counts: Float64Array }, group: number, value: number): void {
  groups.sums[group] = (groups.sums[group] as number) + value;
  groups.counts[group] = (groups.counts[group] as number) + 1;
}

const emptySums = ({ names }: Numbered) => ({
  sums: new Float64Array(names.length),
  counts: new Float64Array(names.length),
});

/** Mean of the known ones of a target's calls, and by category; `isCounted`: of a state. */
function qualityOf(
  { cases, repeats, state }: ResultTable,
  { quality, from, isCounted }: { quality: Float64Array; from: number; isCounted(state: number): boolean },
  { clusters, categories }: Groups,
) {
  const byCluster = emptySums(clusters);
  const byCategory = emptySums(categories);
  const met: number[] = [];
  let allBinary = true;
  for (let c = 0, row = from; c < cases.length; c++) {
    const cluster = clusters.of[c] as number;
    const category = categories.of[c] as number;
    for (const end = row + repeats; row < end; row++) {
      const value = quality[row] as number;
      if (Number.isNaN(value) || !isCounted(state[row] as number)) continue;
      allBinary &&= value === 0 || value === 1;
      add(byCluster, cluster, value);
      if (byCategory.counts[category] === 0) met.push(category);
      add(byCategory, category, value);
    }
  }
  // it defines properties: a category `__proto__` is a category
  const means = Object.fromEntries(
    met.map((category) => {
      const n = byCategory.counts[category] as number;
      return [
        categories.names[category] as string,
        { n, quality: (byCategory.sums[category] as number) / n },
      ];
    }),
  );
  return { estimate: qualityEstimate(byCluster, allBinary), categories: means };
}

interface Counts {
  asked: number;
  failed: number;
  truncated: number;
  refused: number;
  answers: number;
  /** Clusters with an answer. */
  groups: number;
}

function countsOf({ cases, repeats, state }: ResultTable, from: number, { of, names }: Numbered): Counts {
  const counts = new Float64Array(Math.max(...Object.values(cellState)) + 1);
  const hasAnswer = new Uint8Array(names.length);
  for (let c = 0, row = from; c < cases.length; c++)
    for (const end = row + repeats; row < end; row++) {
      const one = state[row] as number;
      counts[one] = (counts[one] as number) + 1;
      if (one === cellState.answered) hasAnswer[of[c] as number] = 1;
    }
  const count = (wanted: number) => counts[wanted] as number;
  const [failed, truncated, refused] = [cellState.failed, cellState.truncated, cellState.refused].map(
    count,
  ) as [number, number, number];
  const answers = count(cellState.answered) + truncated + refused;
  return {
    asked: answers + failed,
    failed,
    truncated,
    refused,
    answers,
    groups: hasAnswer.reduce((sum, one) => sum + one, 0),
  };
}

/** Known costs of a target's calls, failed ones too. */
function costsOf({ cost_nanousd: costs }: ResultTable, from: number, size: number) {
  let [sum, n] = [0, 0];
  for (let row = from; row < from + size; row++) {
    if (Number.isNaN(costs[row] as number)) continue;
    sum += costs[row] as number;
    n++;
  }
  return { sum, n };
}

const always = () => true;

/** What a report says of each target, in the table's order. */
export function targetFigures(table: ResultTable): TargetFigures[] {
  const size = table.cases.length * table.repeats;
  const groups = groupsOf(table);
  const ofCalls = qualityOfCalls(table);
  return table.targets.map(({ id, label }, t) => {
    const from = t * size;
    const counts = countsOf(table, from, groups.clusters);
    const known = (name: TableColumn) => answeredValues(table, t, name);
    const costs = costsOf(table, from, size);
    const tokens = known('output_tokens');
    const { estimate, categories } = qualityOf(table, { quality: ofCalls, from, isCounted: always }, groups);
    const ofAnswers = { quality: table.quality, from, isCounted: isAnswered };
    return {
      target_id: id,
      label,
      asked: counts.asked,
      failed: counts.failed,
      error_rate: proportionEstimate(counts.failed, counts.asked),
      quality: estimate,
      quality_answered: qualityOf(table, ofAnswers, groups).estimate,
      truncated: counts.truncated,
      refused: counts.refused,
      unscored: counts.answers - known('quality').length,
      e2e_ms: spreadOf(known('e2e_ms'), counts.groups),
      ttft_ms: spreadOf(known('ttft_ms'), counts.groups),
      cost_per_1k_usd: costs.n === 0 ? null : costs.sum / costs.n / 1e6,
      total_usd: costs.n === 0 ? null : costs.sum / 1e9,
      n_unpriced: counts.answers - known('cost_nanousd').length,
      output_tokens: tokens.length === 0 ? null : sumOf(tokens) / tokens.length,
      by_category: categories,
    };
  });
}
