import { resolve } from 'node:path';
import { isConversation } from '../../contract/conversation.ts';
import { AssayError } from '../../contract/errors.ts';
import type { LoadPlan } from '../../contract/load.ts';
import type { Suite } from '../../contract/suite.ts';
import { planLoad } from '../../plan/load/plan-load.ts';
import { withSyntheticCases } from '../../plan/load/synthetic-cases.ts';
import type { AppContext } from '../context.ts';
import { assertWithin } from '../suite/files-within.ts';
import { loadEntryOf, type LoadChanges } from './load-entry.ts';

/** The suite as it is asked under load: `given` in place of its own `load`, made-up prompts in place of its cases where those are asked for. */
export async function planUnderLoad(
  read: Suite,
  given: LoadChanges,
  { cwd, filesWithin }: Pick<AppContext, 'cwd' | 'filesWithin'>,
): Promise<{ suite: Suite; load: LoadPlan }> {
  const trace = given['file'];
  if (typeof trace === 'string') await assertWithin(filesWithin, resolve(cwd, trace));
  const load = await loadEntryOf(read.load, given, cwd);
  const suite = withSyntheticCases({ ...read, load });
  if (suite.cases.length === 0)
    throw new AssayError('usage', 'the suite has no cases', {
      remedy: 'Add cases, or set inputTokens for made-up prompts.',
    });
  const conversation = suite.cases.find(isConversation);
  if (conversation)
    throw new AssayError('usage', `the case "${conversation.id}" is a conversation: it takes several calls`, {
      remedy:
        'Load counts single calls. Leave out `turns` and the results of tools, or use `--shape sessions`.',
    });
  return { suite, load: planLoad(load, suite.seed) };
}
