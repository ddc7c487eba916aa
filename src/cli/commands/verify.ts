import { verifyBackup } from '../../app/backup/verify-backup.ts';
import { bytesText, formatCounted } from '../../view/format.ts';
import type { RunCommand } from '../command.ts';
import type { verifySpec } from '../specs/backup.ts';
import { withProgressUntilInterrupted } from '../tell-while.ts';

export const run: RunCommand<typeof verifySpec> = async ([folder], _options, context) => {
  const report = await withProgressUntilInterrupted(context, 'verifying', (watched) =>
    verifyBackup({ backup: folder as string }, watched),
  );
  const { damage, files, bytes, created_at } = report;
  if (context.json) context.print(JSON.stringify(report, null, 2));
  else if (damage.length === 0)
    context.print(
      `${report.backup}, made ${created_at}, is intact: ${formatCounted(files, 'file')}, ${bytesText(bytes)}.`,
    );
  else
    context.print(
      [`${report.backup} is damaged:`, ...damage.map(({ path, what }) => `  ${path}: ${what}`)].join('\n'),
    );
  return damage.length === 0 ? 'ok' : 'storage';
};
