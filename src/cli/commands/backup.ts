import { backup } from '../../app/backup/backup.ts';
import { bytesText, formatCounted, formatDuration } from '../../view/format.ts';
import type { RunCommand } from '../command.ts';
import type { backupSpec } from '../specs/backup.ts';
import { withProgressUntilInterrupted } from '../tell-while.ts';

export const run: RunCommand<typeof backupSpec> = async ([folder], { keep }, context) => {
  const made = await withProgressUntilInterrupted(context, 'backing up', (watched) =>
    backup({ folder: folder as string, keep }, watched),
  );
  if (context.json) context.print(JSON.stringify(made, null, 2));
  else {
    const { bytes, written_bytes: written, files, runs, seconds, removed } = made;
    context.print(
      [
        `Backup of ${formatCounted(runs, 'run')} in ${made.backup}: ${formatCounted(made.rows.samples ?? 0, 'sample')}, ${formatCounted(files, 'file')}, ${bytesText(bytes)}, of which ${bytesText(written)} new, in ${formatDuration(seconds)}.`,
        ...(removed.length > 0 ? [`Removed: ${removed.join(', ')}.`] : []),
      ].join('\n'),
    );
  }
  return 'ok';
};
