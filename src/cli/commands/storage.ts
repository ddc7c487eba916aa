import { AssayError } from '../../contract/errors.ts';
import { keptKinds } from '../../contract/retention.ts';
import { applyRetention } from '../../app/storage/apply-retention.ts';
import { setRetention } from '../../app/storage/set-retention.ts';
import { storage } from '../../app/storage/storage.ts';
import { retentionText, storageText } from '../../report/storage-text.ts';
import type { CommandContext, OptionsOf, RunCommand } from '../command.ts';
import type { storageSpec } from '../specs/storage.ts';
import { withProgress, withProgressUntilInterrupted } from '../tell-while.ts';

async function change({ set, project, suite }: OptionsOf<typeof storageSpec>, context: CommandContext) {
  const unknown = Object.keys(set).filter((name) => !keptKinds.some((kind) => kind === name));
  if (unknown.length > 0)
    throw new AssayError('usage', `--set has ${unknown.map((name) => `"${name}"`).join(', ')}`, {
      remedy: `Expected ${keptKinds.join(', ')}.`,
    });
  const { file } = await setRetention({ ...set, project, suite }, context);
  context.note(`Written: ${file}`);
}

export const run: RunCommand<typeof storageSpec> = async (_args, options, context) => {
  const { set, apply, project, suite } = options;
  if (Object.keys(set).length > 0) await change(options, context);
  else if ((project ?? suite) !== undefined)
    throw new AssayError('usage', '--project and --suite say whom --set is for', { remedy: 'Add --set.' });
  if (apply) {
    const removed = await withProgressUntilInterrupted(context, 'removing', (watched) =>
      applyRetention({}, watched),
    );
    context.print(context.json ? JSON.stringify(removed, null, 2) : retentionText(removed));
    return 'ok';
  }
  const report = await withProgress(context, 'counting', (watched) => storage({}, watched));
  context.print(context.json ? JSON.stringify(report, null, 2) : storageText(report, context));
  return 'ok';
};
