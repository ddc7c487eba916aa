import { rank } from '../../app/analysis/rank.ts';
import { rankingText } from '../../report/ranking-text.ts';
import type { RunCommand } from '../command.ts';
import type { rankSpec } from '../specs/decide.ts';
import { withProgressNote } from '../tell-while.ts';

/** The targets of a run in order, with how sure the order is. */
export const run: RunCommand<typeof rankSpec> = async ([id], { weights }, context) => {
  const ranking = await withProgressNote(context, 'ranking', rank({ run: id, weights }, context));
  context.print(context.json ? JSON.stringify(ranking, null, 2) : rankingText(ranking, context));
  return 'ok';
};
