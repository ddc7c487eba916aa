import type { Problem } from '../../contract/errors.ts';
import type { Case, Suite } from '../../contract/suite.ts';
import { planLoad } from '../../plan/load/plan-load.ts';
import { keyVariables } from '../../providers/key-variable.ts';
import { simulatorId, vendors } from '../../providers/registry.ts';
import { missingExpected } from '../../score/lacking-expected.ts';
import { prepareScorer } from '../../score/prepare-scorer.ts';
import { loadSuite } from '../../suite/load-suite.ts';

/** What of a suite is replaced where it is given. */
export interface SuiteOverrides {
  /** `provider/model`, in place of the suite's own targets unless empty. */
  target?: string[] | undefined;
  repeats?: number | undefined;
  /** Only the first so many cases. */
  limit?: number | undefined;
  /** Per target. */
  concurrency?: number | undefined;
  batch?: boolean | undefined;
  /** Models without a known price are asked under a budget too. */
  allowUnpriced?: boolean | undefined;
}

function withConcurrency(suite: Suite, concurrency: number): Suite {
  const targets = suite.targets.map((target) => {
    const { maxConcurrency: _, ...limits } = target.limits;
    return { ...target, limits: { ...limits, concurrency } };
  });
  return { ...suite, targets };
}

/** A scorer that no case gives what it needs would score nothing, whatever is paid for. */
async function unscorableCases(cases: readonly Case[]): Promise<(Problem & { index: number })[]> {
  return (await missingExpected(cases))
    .filter(({ cases: all, missing }) => missing.length === all)
    .map(({ scorer, cases: all, missing, says }) => ({
      index: missing[0] ?? 0,
      message: `The scorer "${scorer}" could score ${all === 1 ? 'its one case' : `none of its ${all} cases`}: ${says}`,
      remedy:
        'Give the cases what it goes by (`expected`; `map` names the column of a data file), or take another scorer.',
    }));
}

/**
 * The suite as the command line wants it: its targets, repeats, number of cases and concurrency replaced where given. `isScored`: it is
 * about to be paid for, and so must be one that can be scored. `onFile`: told of
 * every file that is read besides its own.
 */
export async function readSuite(
  path: string,
  { target = [], repeats, limit, concurrency, batch, allowUnpriced }: SuiteOverrides,
  { isScored = false, onFile }: { isScored?: boolean; onFile?: (path: string) => void } = {},
): Promise<Suite> {
  const suite = await loadSuite(path, {
    ...(target.length > 0 && { targets: target }),
    ...(repeats !== undefined && { repeats }),
    ...(limit !== undefined && { limit }),
    ...(batch && { batch }),
    checkScorer: (spec) => void prepareScorer(spec),
    ...(onFile && { onFile }),
    ...(isScored && { checkCases: unscorableCases }),
    checkLoad: (load) => void planLoad(load, 1),
    providers: [...vendors.map((vendor) => vendor.id), simulatorId],
    keysOf: keyVariables,
  });
  const spending = allowUnpriced ? { ...suite, budget: { ...suite.budget, allowUnpriced } } : suite;
  return concurrency === undefined ? spending : withConcurrency(spending, concurrency);
}
