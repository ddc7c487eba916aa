/** What cannot be asked in a batch is said before anything is sent. */
import { isConversation } from '../../contract/conversation.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Suite } from '../../contract/suite.ts';
import { checkBatches } from '../../providers/batch/open-batches.ts';

/** `otherwise`: what the command does that no batch goes with, e.g. `--race`. Throws `usage` or `not-allowed`. */
export function assertBatchable(suite: Suite, otherwise: Record<string, boolean>): void {
  if (!suite.targets.some(({ batch }) => batch)) return;
  const odd = Object.entries(otherwise).find(([, isAsked]) => isAsked)?.[0];
  if (odd !== undefined)
    throw new AssayError('usage', `a batch does not go with ${odd}`, {
      remedy:
        'Leave out one of them: --batch is for the command line, batch: true for a target of the suite.',
    });
  checkBatches(suite.targets);
  const conversation = suite.cases.find(isConversation);
  if (conversation)
    throw new AssayError('usage', `the case "${conversation.id}" is a conversation: it takes several calls`, {
      remedy: 'In a batch every case is one call. Leave out `turns` and the results of tools, or the batch.',
    });
}
