import { recommend } from '../../app/analysis/recommend.ts';
import { recommendationText } from '../../report/recommendation-text.ts';
import type { RunCommand } from '../command.ts';
import type { recommendSpec } from '../specs/decide.ts';
import { withProgressNote } from '../tell-while.ts';

/** Which target of a run to use, how sure that is, and what it saves. */
export const run: RunCommand<typeof recommendSpec> = async ([id], requirements, context) => {
  const work = recommend({ run: id, ...requirements }, context);
  const answer = await withProgressNote(context, 'choosing', work);
  context.print(context.json ? JSON.stringify(answer, null, 2) : recommendationText(answer, context));
  return 'ok';
};
