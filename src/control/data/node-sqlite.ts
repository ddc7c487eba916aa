/** Node's own SQLite in the form that Kysely's SQLite dialect asks for. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';

const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];

export const nodeSqlite = (database: DatabaseSync): SqliteDatabase => ({
  close: () => database.close(),
  prepare(sql) {
    const statement = database.prepare(sql);
    return {
      // one that gives rows has columns, with RETURNING too
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...values(parameters)),
      run: (parameters) => statement.run(...values(parameters)),
      iterate: (parameters) => statement.iterate(...values(parameters)),
    };
  },
});
