/**
 * A result table as sums per block of cases: what is resampled. A block is a cluster; of more than `maxBlocks` clusters,
 * several drawn at random share a block, which leaves the spread between resamples what it is and their cost bounded.
 */
import { seededRandom, shuffled } from '../../base/random.ts';
import { cellState, type ResultTable } from '../../contract/result-table.ts';

const maxBlocks = 500;

/** One number per block for each target. */
export interface TargetSums {
  /** Calls made, weighted by the mix as all sums here. */
  calls: Float64Array;
  failed: Float64Array;
  quality: Float64Array;
  /** Calls whose quality is known; one without an answer is, and is 0. */
  judged: Float64Array;
  cost: Float64Array;
  priced: Float64Array;
  /** Answers slower than the limit, and answers whose time is known. */
  slow: Float64Array;
  timed: Float64Array;
}

export interface BlockSums {
  blocks: number;
  clusters: number;
  targets: TargetSums[];
}

export interface BlockOptions {
  /** Weight of a case by its category. */
  weightOf(category: string): number;
  slowMs: number;
  seed: number;
}

/** Of each case, the block it is in. */
function blocksOf({ cases }: ResultTable, seed: number): { blockOf: Int32Array; clusters: number } {
  const ids = new Map<string, number>();
  const clusterOf = cases.map(({ cluster, id }) => {
    const key = cluster === '' ? `case ${id}` : `cluster ${cluster}`;
    if (!ids.has(key)) ids.set(key, ids.size);
    return ids.get(key) as number;
  });
  const clusters = ids.size;
  const order = Array.from({ length: clusters }, (_, i) => i);
  const placed = clusters > maxBlocks ? shuffled(order, seededRandom('blocks', seed)) : order;
  return { blockOf: Int32Array.from(clusterOf, (c) => (placed[c] as number) % maxBlocks), clusters };
}

function add(sums: Float64Array, block: number, amount: number): void {
  sums[block] = (sums[block] as number) + amount;
}

export function blockSums(table: ResultTable, options: BlockOptions): BlockSums {
  const { cases, repeats, state, quality, cost_nanousd: cost, e2e_ms: e2e } = table;
  const { blockOf, clusters } = blocksOf(table, options.seed);
  const blocks = Math.min(clusters, maxBlocks);
  const weights = cases.map(({ category }) => options.weightOf(category));
  const column = () => new Float64Array(blocks);
  const targets = table.targets.map((_, t) => {
    const sums: TargetSums = {
      calls: column(),
      failed: column(),
      quality: column(),
      judged: column(),
      cost: column(),
      priced: column(),
      slow: column(),
      timed: column(),
    };
    for (let c = 0; c < cases.length; c++) {
      const block = blockOf[c] as number;
      const weight = weights[c] as number;
      for (let row = (t * cases.length + c) * repeats, end = row + repeats; row < end; row++) {
        if (state[row] === cellState.notMeasured) continue;
        const failed = state[row] === cellState.failed;
        const known = failed ? 0 : (quality[row] as number);
        const paid = cost[row] as number;
        add(sums.calls, block, weight);
        if (failed) add(sums.failed, block, weight);
        if (!Number.isNaN(known)) {
          add(sums.quality, block, weight * known);
          add(sums.judged, block, weight);
        }
        if (!Number.isNaN(paid)) {
          add(sums.cost, block, (weight * paid) / 1e9);
          add(sums.priced, block, weight);
        }
        const took = e2e[row] as number;
        if (failed || Number.isNaN(took)) continue;
        add(sums.timed, block, weight);
        if (took > options.slowMs) add(sums.slow, block, weight);
      }
    }
    return sums;
  });
  return { blocks, clusters, targets };
}
