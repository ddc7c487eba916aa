import { power } from '../../app/analysis/power.ts';
import { powerText } from '../../report/power-text.ts';
import type { RunCommand } from '../command.ts';
import type { powerSpec } from '../specs/decide.ts';
import { withProgressNote } from '../tell-while.ts';

/** How small a difference a suite can show, and what it would take to see a smaller one. */
export const run: RunCommand<typeof powerSpec> = async ([id], options, context) => {
  const report = await withProgressNote(context, 'computing', power({ run: id, ...options }, context));
  context.print(context.json ? JSON.stringify(report, null, 2) : powerText(report, context));
  return 'ok';
};
