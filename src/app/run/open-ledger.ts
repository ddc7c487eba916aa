import { join } from 'node:path';
import { newId } from '../../base/id.ts';
import { makePrivateFile } from '../../base/private-folder.ts';
import type { Ledger } from '../../contract/ledger.ts';
import { isAlive } from '../data/is-alive.ts';
import { makeDataDir } from '../data/make-data-dir.ts';

/** Node says of SQLite that it is experimental, on stderr, to people who cannot do anything about it. */
export function withoutSqliteWarning<T>(work: () => Promise<T>): Promise<T> {
  const usual = process.emitWarning;
  const quieter = (...args: Parameters<typeof usual>) => {
    if (!String(args[0]).startsWith('SQLite is an experimental feature')) usual.apply(process, args);
  };
  process.emitWarning = quieter as typeof usual;
  return work().finally(() => (process.emitWarning = usual));
}

/** The ledger of a data directory, in which all its runs count what they spend. Throws `store-failed`. */
export async function openLedger(dataDir: string): Promise<Ledger> {
  await makeDataDir(dataDir);
  const path = join(dataDir, 'ledger.db');
  // where it cannot be made, opening it says why
  await makePrivateFile(path).catch(() => undefined);
  const { FileLedger } = await withoutSqliteWarning(() => import('../../spend/file-ledger.ts'));
  return new FileLedger({ path, holder: newId(), pid: process.pid, isAlive });
}
