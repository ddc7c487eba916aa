import { sql, type Selectable, type Transaction } from 'kysely';
import type { SavedSuite, SavedSuites, SuiteFileBytes, SuiteVersion } from '../../contract/saved-suite.ts';
import { changing } from './changing.ts';
import type { ControlDatabase, ControlTables, Engine } from './tables.ts';

const headColumns = [
  'name',
  'version',
  'suite_hash',
  'content_hash',
  'cases',
  'targets',
  'note',
  'saved_at_ms',
  'saved_by',
] as const;

type Row = Selectable<ControlTables['saved_suites']>;

const headOf = ({ targets, ...head }: Pick<Row, (typeof headColumns)[number]>): SuiteVersion => ({
  ...head,
  targets: JSON.parse(targets),
});

const suiteOf = ({ main, files, ...head }: Row): SavedSuite => ({
  ...headOf(head),
  main,
  files: JSON.parse(files),
});

const newest = (database: ControlDatabase, name: string) =>
  database.selectFrom('saved_suites').where('name', '=', name).orderBy('version', 'desc').limit(1);

async function insert(
  change: Transaction<ControlTables>,
  { files, targets, ...head }: SavedSuite,
  bytes: SuiteFileBytes,
): Promise<void> {
  const { name, version } = head;
  await change
    .insertInto('saved_suites')
    .values({
      ...head,
      targets: JSON.stringify(targets),
      files: JSON.stringify(files),
    })
    .execute();
  for (const [sha256, content] of bytes) {
    await change
      .insertInto('saved_files')
      .values({ sha256, bytes: content })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute();
    await change.insertInto('saved_suite_files').values({ name, version, sha256 }).execute();
  }
}

async function remove(change: Transaction<ControlTables>, name: string): Promise<number> {
  const removed = await change.deleteFrom('saved_suites').where('name', '=', name).executeTakeFirst();
  await change.deleteFrom('saved_suite_files').where('name', '=', name).execute();
  await change
    .deleteFrom('saved_files')
    .where('sha256', 'not in', (needed) => needed.selectFrom('saved_suite_files').select('sha256'))
    .execute();
  return Number(removed.numDeletedRows);
}

export const createSavedSuites = (database: ControlDatabase, engine: Engine): SavedSuites => ({
  save: (suite, bytes) =>
    changing(database, engine, 'saved_suites', async (change) => {
      const last = await newest(change, suite.name).select(['version', 'content_hash']).executeTakeFirst();
      if (last?.content_hash === suite.content_hash) return { version: last.version, isNew: false };
      const version = (last?.version ?? 0) + 1;
      await insert(change, { ...suite, version }, bytes);
      return { version, isNew: true };
    }),
  async find(name, version) {
    const all = newest(database, name).selectAll();
    const row = await (version === undefined ? all : all.where('version', '=', version)).executeTakeFirst();
    return row ? suiteOf(row) : null;
  },
  async file(sha256) {
    const row = await database
      .selectFrom('saved_files')
      .select('bytes')
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    return row?.bytes ?? null;
  },
  async list() {
    const rows = await database
      .selectFrom('saved_suites as one')
      .select(headColumns)
      .where('version', '=', (last) =>
        last
          .selectFrom('saved_suites as other')
          .select(sql<number>`max(other.version)`.as('version'))
          .whereRef('other.name', '=', 'one.name'),
      )
      .orderBy('name')
      .execute();
    return rows.map(headOf);
  },
  async versions(name) {
    const rows = await database
      .selectFrom('saved_suites')
      .select(headColumns)
      .where('name', '=', name)
      .orderBy('version', 'desc')
      .execute();
    return rows.map(headOf);
  },
  remove: (name) => changing(database, engine, 'saved_suites', (change) => remove(change, name)),
});
