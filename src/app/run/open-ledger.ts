import { join } from 'node:path';
import { newId } from '../../base/id.ts';
import { isAlive, ownPid, withoutWarning } from '../../base/own-process.ts';
import { makePrivateFile } from '../../base/private-folder.ts';
import type { Ledger } from '../../contract/ledger.ts';
import { makeDataDir } from '../data/make-data-dir.ts';

export const withoutSqliteWarning = <T>(work: () => Promise<T>): Promise<T> =>
  withoutWarning('SQLite is an experimental feature', work);

/** The ledger of a data directory, in which all its runs count what they spend. Throws `store-failed`. */
export async function openLedger(dataDir: string): Promise<Ledger> {
  await makeDataDir(dataDir);
  const path = join(dataDir, 'ledger.db');
  // where it cannot be made, opening it says why
  await makePrivateFile(path).catch(() => undefined);
  const { FileLedger } = await withoutSqliteWarning(() => import('../../spend/file-ledger.ts'));
  return new FileLedger({ path, holder: newId(), pid: ownPid, isAlive });
}
