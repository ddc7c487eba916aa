/** A suite as a file or an object gives it, checked by all that will work with it. */
import type { Problem } from '../../contract/errors.ts';
import type { Case, Suite } from '../../contract/suite.ts';
import { planLoad } from '../../plan/load/plan-load.ts';
import { keyVariables } from '../../providers/key-variable.ts';
import { simulatorId, vendors } from '../../providers/registry.ts';
import { missingExpected } from '../../score/missing-expected.ts';
import { prepareScorer } from '../../score/prepare-scorer.ts';
import { loadSuite, suiteOf, type LoadOptions } from '../../suite/load-suite.ts';
import { changeSuite } from './change-suite.ts';
import type { SuiteChanges, SuiteRequest } from './suite-source.ts';

/** A scorer that no case gives what it needs would score nothing, whatever is paid for. */
async function unscorableCases(cases: readonly Case[]): Promise<(Problem & { index: number })[]> {
  return (await missingExpected(cases))
    .filter(({ cases: all, missing }) => missing.length === all)
    .map(({ scorer, cases: all, missing, says }) => ({
      index: missing[0] ?? 0,
      message: `The scorer "${scorer}" could score ${all === 1 ? 'its one case' : `none of its ${all} cases`}: ${says}`,
      remedy:
        'Give the cases the answer it compares with (`expected`; `map` names the column of a data file), or take another scorer.',
    }));
}

function loadOptions(
  { targets, repeats, limit, batch }: SuiteChanges,
  { isScored, onFile }: SuiteRequest,
): LoadOptions {
  return {
    ...(targets && targets.length > 0 && { targets }),
    ...(repeats !== undefined && { repeats }),
    ...(limit !== undefined && { limit }),
    ...(batch && { batch }),
    checkScorer: (spec) => void prepareScorer(spec),
    ...(onFile && { onFile }),
    ...(isScored && { checkCases: unscorableCases }),
    checkLoad: (load) => void planLoad(load, 1),
    providers: [...vendors.map((vendor) => vendor.id), simulatorId],
    keysOf: keyVariables,
  };
}

/** The suite of a file. Throws `suite-not-found`, or `suite-invalid` with every problem and its place. */
export async function readSuiteFile(
  path: string,
  changes: SuiteChanges = {},
  request: SuiteRequest = {},
): Promise<Suite> {
  return changeSuite(await loadSuite(path, loadOptions(changes, request)), changes);
}

/** The same of an object; its paths are relative to `folder`. */
export async function readInlineSuite(
  value: unknown,
  folder: string,
  changes: SuiteChanges,
  request: SuiteRequest,
): Promise<Suite> {
  return changeSuite(await suiteOf(value, folder, loadOptions(changes, request)), changes);
}
