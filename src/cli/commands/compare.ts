import { compare } from '../../app/analysis/compare.ts';
import { comparisonText } from '../../report/comparison-text.ts';
import type { RunCommand } from '../command.ts';
import type { compareSpec } from '../specs/decide.ts';
import { withProgressNote } from '../tell-while.ts';

/** Targets or runs pairwise. */
export const run: RunCommand<typeof compareSpec> = async (what, options, context) => {
  const comparison = await withProgressNote(context, 'comparing', compare({ what, ...options }, context));
  context.print(context.json ? JSON.stringify(comparison, null, 2) : comparisonText(comparison, context));
  return 'ok';
};
