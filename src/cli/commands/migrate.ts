import { migrate } from '../../app/migrate/migrate.ts';
import { AssayError } from '../../contract/errors.ts';
import { migrationText } from '../../report/migration-text.ts';
import type { RunCommand } from '../command.ts';
import type { migrateSpec } from '../specs/backup.ts';
import { withProgressUntilInterrupted } from '../tell-while.ts';

export const run: RunCommand<typeof migrateSpec> = async (_args, { to, dryRun }, context) => {
  if (to === undefined)
    throw new AssayError('usage', '--to is missing', {
      remedy: 'Name the database: --to http://user:password@host:8123/database',
    });
  const migration = await withProgressUntilInterrupted(context, 'comparing', (watched) =>
    migrate({ to, dryRun }, watched),
  );
  context.print(context.json ? JSON.stringify(migration, null, 2) : migrationText(migration, context));
  return 'ok';
};
