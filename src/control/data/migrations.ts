/** The tables of control data, one step for each change of them; a step that was released is never edited. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from './tables.ts';

type Step = (database: Kysely<unknown>, engine: Engine) => Promise<void>;

const savedSuites: Step = async (database, engine) => {
  const { schema } = database;
  await schema
    .createTable('saved_suites')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('suite_hash', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('cases', 'integer', (column) => column.notNull())
    .addColumn('targets', 'text', (column) => column.notNull())
    .addColumn('main', 'text', (column) => column.notNull())
    .addColumn('files', 'text', (column) => column.notNull())
    .addColumn('note', 'text')
    .addColumn('saved_at_ms', 'double precision', (column) => column.notNull())
    .addColumn('saved_by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('saved_suites_key', ['name', 'version'])
    .execute();
  await schema
    .createTable('saved_suite_files')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('saved_suite_files_key', ['name', 'version', 'sha256'])
    .execute();
  await schema
    .createTable('saved_files')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('bytes', engine === 'sqlite' ? 'blob' : 'bytea', (column) => column.notNull())
    .execute();
};

const steps: Record<string, Step> = { '0001-saved-suites': savedSuites };

export const migrationsFor = (engine: Engine): Record<string, Migration> =>
  Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [
      name,
      { up: (database: Kysely<unknown>) => step(database, engine) },
    ]),
  );
