import type { MoveState, MoveTarget } from '../contract/backup.ts';
import { ask } from './ask.ts';
import { chunkWhere, dump, readChunk } from './dump.ts';
import type { Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import { runIds } from './questions/run-ids.ts';
import { openServer, serverError } from './server-engine.ts';
import { sqlLiteral } from './sql-literal.ts';
import { statementRunner } from './statement-runner.ts';
import { waiting } from './storage/delete-runs.ts';

/** What a move writes down is the comment of this table: no row, so that no hash and no backup has it. */
const noted = 'schema_migrations';
const begun = 'a move of results into this database has begun';
const complete = 'results were moved into this database: ';

async function moveState({ client }: Engine): Promise<MoveState | null> {
  const [row] = await ask<{ comment: string }>(
    client,
    `SELECT comment FROM system.tables WHERE database = currentDatabase() AND comment != ''
       AND name IN ('${noted}', '${noted}_local')`,
  );
  if (row?.comment === begun) return { state: 'begun' };
  if (!row?.comment.startsWith(complete)) return null;
  return { state: 'complete', digest: row.comment.slice(complete.length) };
}

async function isFresh({ client }: Engine): Promise<boolean> {
  const [row] = await ask<{ tables: number }>(
    client,
    `SELECT count() AS tables FROM system.tables WHERE database = currentDatabase() AND name = '${noted}'`,
  );
  return row?.tables === 0;
}

const nothing: Pick<MoveTarget, 'dump' | 'runIds'> = {
  dump: async () => ({ columns: {}, chunks: [], migrations: [] }),
  runIds: async () => [],
};

function targetOf(engine: Engine): MoveTarget {
  const run = statementRunner(engine);
  return {
    dump: (columns) => dump(engine, columns),
    readChunk: (table, columns, path) => readChunk(engine, table, columns, path),
    runIds: () => runIds(engine.client),
    async dropChunk(chunk, columns) {
      const where = chunkWhere(chunk, columns) ?? '1';
      await run(`ALTER TABLE ${chunk.table} DELETE WHERE ${where} ${waiting}`);
    },
    moveState: () => moveState(engine),
    writeMoveState: (state) => {
      const comment = state.state === 'begun' ? begun : `${complete}${state.digest}`;
      return run(`ALTER TABLE ${noted} MODIFY COMMENT ${sqlLiteral(comment)}`);
    },
    close: () => engine.close(),
  };
}

/** `isRead`: nothing is made there. Throws `usage` for what is no URL of a server, `store-failed` when it cannot be used. */
export async function openMoveTarget(url: string, { isRead }: { isRead: boolean }): Promise<MoveTarget> {
  const engine = openServer(url, { isLongWork: true });
  try {
    if (isRead && (await isFresh(engine))) return { ...targetOf(engine), ...nothing };
    if (!isRead) await migrate(engine.client, engine.cluster);
    return targetOf(engine);
  } catch (cause) {
    await engine.close();
    throw serverError(url, cause);
  }
}
