import type { Quantiles } from '../../contract/analysis.ts';
import type { Spread, TargetFigures } from '../../contract/report.ts';
import { cellState, isAnswered, type ResultTable } from '../../contract/result-table.ts';
import { qualityOfCalls } from './quality-of-calls.ts';
import { quantilesOf } from './quantiles.ts';
import { qualityEstimate, proportionEstimate } from './quality-estimate.ts';

const known = (values: Float64Array) => values.filter((value) => !Number.isNaN(value));
const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

function spreadOf(values: Float64Array, groups: number): Spread | null {
  const quantiles = quantilesOf(known(values).sort(), groups);
  if (!quantiles) return null;
  const { n, p50, p95, p95_provisional: provisional } = quantiles;
  const { p50: middle, p95: tail } = quantiles.intervals as NonNullable<Quantiles['intervals']>;
  return { n, p50, p95, provisional, intervals: { p50: middle, p95: tail } };
}

function clusterNumbers({ cases }: ResultTable): number[] {
  const names = new Map<string, number>();
  return cases.map(({ cluster, id }) => {
    const name = cluster === '' ? `case ${id}` : `cluster ${cluster}`;
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name) as number;
  });
}

/** Mean of the known ones of a target's calls, and by category. */
function qualityOf(table: ResultTable, quality: Float64Array, from: number, clusters: number[]) {
  const { cases, repeats } = table;
  const size = Math.max(0, ...clusters) + 1;
  const sums = { sums: new Float64Array(size), counts: new Float64Array(size) };
  const categories = new Map<string, { n: number; quality: number }>();
  let allBinary = true;
  for (const [c, { category }] of cases.entries()) {
    const cluster = clusters[c] as number;
    for (let row = from + c * repeats, end = row + repeats; row < end; row++) {
      const value = quality[row] as number;
      if (Number.isNaN(value)) continue;
      allBinary &&= value === 0 || value === 1;
      sums.sums[cluster] = (sums.sums[cluster] as number) + value;
      sums.counts[cluster] = (sums.counts[cluster] as number) + 1;
      const entry = categories.get(category) ?? { n: 0, quality: 0 };
      entry.n++;
      entry.quality += value;
      categories.set(category, entry);
    }
  }
  for (const entry of categories.values()) entry.quality /= entry.n;
  // it defines properties: a category `__proto__` is a category
  return { estimate: qualityEstimate(sums, allBinary), categories: Object.fromEntries(categories) };
}

/** What a report says of each target, in the table's order. */
export function targetFigures(table: ResultTable): TargetFigures[] {
  const size = table.cases.length * table.repeats;
  const clusters = clusterNumbers(table);
  const ofCalls = qualityOfCalls(table);
  const ofAnswers = table.quality.map((value, row) => (isAnswered(table.state[row]) ? value : Number.NaN));
  return table.targets.map(({ id, label }, t) => {
    const from = t * size;
    const states = table.state.subarray(from, from + size);
    const answered = (column: Float64Array) =>
      column.subarray(from, from + size).filter((_, i) => isAnswered(states[i]));
    const asked = states.filter((state) => state !== cellState.notMeasured).length;
    const count = (wanted: number) => states.filter((state) => state === wanted).length;
    const failed = count(cellState.failed);
    const costs = known(table.cost_nanousd.subarray(from, from + size));
    const groups = new Set(
      clusters.filter((_, c) =>
        states.subarray(c * table.repeats, (c + 1) * table.repeats).includes(cellState.answered),
      ),
    ).size;
    const tokens = known(answered(table.output_tokens));
    const { estimate, categories } = qualityOf(table, ofCalls, from, clusters);
    return {
      target_id: id,
      label,
      asked,
      failed,
      error_rate: proportionEstimate(failed, asked),
      quality: estimate,
      quality_answered: qualityOf(table, ofAnswers, from, clusters).estimate,
      truncated: count(cellState.truncated),
      refused: count(cellState.refused),
      unscored: answered(table.quality).filter(Number.isNaN).length,
      e2e_ms: spreadOf(answered(table.e2e_ms), groups),
      ttft_ms: spreadOf(answered(table.ttft_ms), groups),
      cost_per_1k_usd: costs.length === 0 ? null : sumOf(costs) / costs.length / 1e6,
      total_usd: costs.length === 0 ? null : sumOf(costs) / 1e9,
      n_unpriced: answered(table.cost_nanousd).filter(Number.isNaN).length,
      output_tokens: tokens.length === 0 ? null : sumOf(tokens) / tokens.length,
      by_category: categories,
    };
  });
}
