import { Migrator } from 'kysely/migration';
import { AssayError } from '../../contract/errors.ts';
import { migrationsFor } from './migrations.ts';
import { postgresSchema, type ControlDatabase, type Engine } from './tables.ts';

/** Two that open a new file at the same time: the one that comes second finds the tables made. */
const maxTries = 5;

const isNewer = (error: unknown) => error instanceof Error && error.message.includes('previously executed');

/** Brings the tables up to date, whoever else does so at the same time. Throws `store-failed` for those of a newer version. */
export async function migrate(database: ControlDatabase, engine: Engine): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrationsFor(engine) },
    migrationTableName: 'control_migrations',
    migrationLockTableName: 'control_migrations_lock',
    ...(engine === 'postgres' && { migrationTableSchema: postgresSchema }),
  });
  for (let tries = 1; ; tries++) {
    const { error } = await migrator.migrateToLatest();
    if (error === undefined) return;
    if (isNewer(error))
      throw new AssayError('store-failed', 'The control data was made by a newer version of Assay.', {
        remedy: 'Update Assay here to at least that version.',
        cause: error,
      });
    if (engine === 'postgres' || tries === maxTries) throw error;
  }
}
