import { restore } from '../../app/backup/restore.ts';
import { formatCounted } from '../../view/format.ts';
import type { RunCommand } from '../command.ts';
import type { restoreSpec } from '../specs/backup.ts';
import { withProgressUntilInterrupted } from '../tell-while.ts';

export const run: RunCommand<typeof restoreSpec> = async ([folder], _options, context) => {
  const restored = await withProgressUntilInterrupted(context, 'restoring', (watched) =>
    restore({ backup: folder as string }, watched),
  );
  if (context.json) context.print(JSON.stringify(restored, null, 2));
  else {
    const { rows, files, data_dir: dataDir } = restored;
    context.print(
      [
        `Restored into ${dataDir}: ${formatCounted(rows.runs ?? 0, 'run')}, ${formatCounted(rows.samples ?? 0, 'sample')}, ${formatCounted(files, 'file')}. Every row is as it was backed up.`,
      ].join('\n'),
    );
  }
  return 'ok';
};
