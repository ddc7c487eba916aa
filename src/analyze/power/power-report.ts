import { qualityOfCalls } from '../figures/quality-of-calls.ts';
import type { PowerReport } from '../../contract/power.ts';
import { cellState, type ResultTable } from '../../contract/result-table.ts';
import { allPairs } from '../compare/all-pairs.ts';
import { caseClusters } from '../compare/case-clusters.ts';
import { caseMeans, type CaseMeans } from '../compare/case-means.ts';
import { paired } from '../compare/paired.ts';
import { casesNeeded, smallestDifference, variancePerCase, type Components } from './cases-needed.ts';
import { componentsOf, type FoundComponents } from './components.ts';

const differences = [0.01, 0.02, 0.03, 0.05, 0.1];
const repeatsShown = [1, 2, 3, 5, 10];

export interface PowerOptions {
  power?: number;
  alpha?: number;
  /** In place of those of the run. */
  cases?: number;
}

interface Found extends FoundComponents {
  pair: [string, string];
}

/** Components of every pair of a run. */
function pairsOf(table: ResultTable): Found[] {
  const { targets, cases, repeats, state } = table;
  const quality = qualityOfCalls(table);
  const clusters = caseClusters(cases);
  const width = cases.length * repeats;
  const means = targets.map((_, place) => caseMeans(quality, place * width, cases.length, repeats));
  const asked = state.filter((one) => one !== cellState.notMeasured).length / (targets.length * cases.length);
  return allPairs(targets.length).flatMap(([first, second]) => {
    const pairs = paired(means[first] as CaseMeans, means[second] as CaseMeans, clusters);
    const found = componentsOf(pairs, asked);
    const pair: [string, string] = [targets[first]?.label ?? '', targets[second]?.label ?? ''];
    return found ? [{ ...found, pair }] : [];
  });
}

/** From a run's own spread: that of the pair in the middle of all. `null`: no pair could be scored in two clusters. */
export function powerOfRun(table: ResultTable, options: PowerOptions = {}): PowerReport | null {
  const found = pairsOf(table).sort((a, b) => variancePerCase(a, 1) - variancePerCase(b, 1));
  const middle = found[found.length >> 1];
  if (!middle) return null;
  const { between, first, second, repeated, pair } = middle;
  return {
    ...report({ between, first, second }, repeated, { ...options, cases: options.cases ?? middle.cases }),
    run_id: table.targets[0]?.run_id ?? null,
    pair,
  };
}

/**
 * Before there is a run: two targets about as good as `quality`, whose answers to a case go together with `correlation` (0 to 1; ½ is
 * usual), each case asked once, right or wrong.
 */
export function powerAssumed(
  { quality, correlation, cases }: { quality: number; correlation: number; cases: number },
  options: Omit<PowerOptions, 'cases'> = {},
): PowerReport {
  const between = 2 * quality * (1 - quality) * (1 - correlation);
  return {
    ...report({ between, first: 0, second: 0 }, false, { ...options, cases }),
    run_id: null,
    pair: null,
  };
}

function report(
  components: Components,
  repeated: boolean,
  { power = 0.8, alpha = 0.05, cases }: PowerOptions & { cases: number },
): Omit<PowerReport, 'run_id' | 'pair'> {
  const aim = { power, alpha };
  return {
    schema: 'assay.power/1',
    cases,
    power,
    alpha,
    components,
    repeated,
    differences,
    rows: (repeated ? repeatsShown : [1]).map((repeats) => ({
      repeats,
      smallest_difference: smallestDifference(components, repeats, cases, aim),
      calls: cases * repeats,
      cases_needed: differences.map((difference) =>
        Math.ceil(casesNeeded(components, repeats, difference, aim)),
      ),
    })),
  };
}
