import { deleteRuns } from '../../app/storage/delete-runs.ts';
import { deletionText } from '../../report/deletion-text.ts';
import type { RunCommand } from '../command.ts';
import type { deleteSpec } from '../specs/storage.ts';
import { withProgressUntilInterrupted } from '../tell-while.ts';

export const run: RunCommand<typeof deleteSpec> = async (runs, { before, suite, project, yes }, context) => {
  const deletion = await withProgressUntilInterrupted(context, yes ? 'deleting' : 'counting', (watched) =>
    deleteRuns({ runs, beforeMs: before, suite, project, apply: yes }, watched),
  );
  context.print(context.json ? JSON.stringify(deletion, null, 2) : deletionText(deletion, context));
  return 'ok';
};
