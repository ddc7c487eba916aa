import { comparisonText } from '../../report/comparison-text.ts';
import { readComparison } from '../../app/analysis/read-comparison.ts';
import type { RunCommand } from '../command.ts';
import type { compareSpec } from '../specs/decide.ts';
import { withData } from '../../app/data/open-data.ts';
import { withProgressNote } from '../tell-while.ts';

/** Targets or runs pairwise. */
export const run: RunCommand<typeof compareSpec> = async (what, options, context) => {
  const words = {
    what,
    baseline: options.baseline,
    margin: options.margin,
  };
  const comparison = await withProgressNote(
    context,
    'comparing',
    withData(context, (store) => readComparison(store, words)),
  );
  context.print(context.json ? JSON.stringify(comparison, null, 2) : comparisonText(comparison, context));
  return 'ok';
};
