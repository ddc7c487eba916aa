/** Results with a known truth: each invented model has a true quality, a true mean cost and a share of failures. */
import { normal, seededRandom } from '../../src/base/random.ts';
import { cellState, emptyTable, type ResultTable } from '../../src/contract/result-table.ts';

export interface PlantedModel {
  label: string;
  /** Chance of a right answer on a case of middling difficulty, about. */
  quality: number;
  /** US dollars a call; NaN: no known price. */
  cost: number;
  /** Share of calls without an answer; default 0. */
  fails?: number;
  /** Median answer time; default 1000. */
  ms?: number;
  /** Share of cases that were asked; default all. */
  asked?: number;
}

export interface Planted {
  models: PlantedModel[];
  cases: number;
  repeats?: number;
  seed: number;
  categories?: string[];
  /** Cases of one source, in a row: as hard as one another, and each model has its own luck with each source. */
  clusterSize?: number;
}

/** How much a model's luck with a source varies (of a logit). */
export const ownLuck = 0.5;

/** Cases are hard or easy, long or short for all models alike; the rest is each model's own chance. */
export function plantedTable({
  models,
  cases,
  repeats = 1,
  seed,
  categories = [''],
  clusterSize,
}: Planted): ResultTable {
  const table = emptyTable({
    targets: models.map(({ label }) => ({ id: label, label, run_id: 'planted', suite_hash: 'planted' })),
    cases: Array.from({ length: cases }, (_, index) => ({
      id: `c${index}`,
      index,
      cluster: clusterSize ? `source ${Math.floor(index / clusterSize)}` : '',
      category: categories[index % categories.length] as string,
      tags: [],
    })),
    repeats,
  });
  const random = seededRandom('planted', seed);
  const hard = Float64Array.from({ length: cases }, () => normal(random));
  if (clusterSize) for (let c = 0; c < cases; c++) hard[c] = hard[c - (c % clusterSize)] as number;
  const long = Float64Array.from({ length: cases }, () => Math.exp(0.6 * normal(random) - 0.18));
  for (const [t, model] of models.entries()) {
    const random = seededRandom('planted', seed, model.label);
    const logit = Math.log(model.quality / (1 - model.quality));
    let luck = 0;
    for (let c = 0; c < cases * (model.asked ?? 1); c++) {
      if (clusterSize && c % clusterSize === 0) luck = ownLuck * normal(random);
      for (let r = 0; r < repeats; r++) {
        const cell = (t * cases + c) * repeats + r;
        const failed = random() < (model.fails ?? 0);
        table.state[cell] = failed ? cellState.failed : cellState.answered;
        const right = random() < 1 / (1 + Math.exp(-(logit + (hard[c] as number) + luck)));
        // exp(σz − σ²/2) has mean 1: the planted cost is the true mean
        const cost = model.cost * (long[c] as number) * Math.exp(0.3 * normal(random) - 0.045);
        const ms = (model.ms ?? 1000) * Math.exp(0.4 * normal(random));
        table.cost_nanousd[cell] = cost * 1e9;
        if (failed) continue;
        table.quality[cell] = right ? 1 : 0;
        table.e2e_ms[cell] = ms;
        table.input_tokens[cell] = 300 * (long[c] as number);
        table.output_tokens[cell] = 100 * (long[c] as number);
      }
    }
  }
  return table;
}
