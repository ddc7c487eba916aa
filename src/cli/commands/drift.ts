import { drift } from '../../app/analysis/drift.ts';
import { driftText } from '../../report/drift-text.ts';
import type { RunCommand } from '../command.ts';
import type { driftSpec } from '../specs/decide.ts';

/** Two runs of the same targets: what moved, and what else was different. */
export const run: RunCommand<typeof driftSpec> = async ([before = '', after], _options, context) => {
  const report = await drift({ before, after }, context);
  context.print(context.json ? JSON.stringify(report, null, 2) : driftText(report, context));
  return 'ok';
};
