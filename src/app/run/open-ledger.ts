import { join } from 'node:path';
import { newId } from '../../base/id.ts';
import { isAlive, ownPid, withoutWarning } from '../../base/own-process.ts';
import { makePrivateFile } from '../../base/private-folder.ts';
import type { Ledger } from '../../contract/ledger.ts';
import { makeDataDir } from '../data/make-data-dir.ts';

export const withoutSqliteWarning = <T>(work: () => Promise<T>): Promise<T> =>
  withoutWarning('SQLite is an experimental feature', work);

/** Of this process: several runs of one process count apart from one another. */
const holdersHere = new Set<string>();

/** The ledger of a data directory, in which all its runs count what they spend. Throws `store-failed`. */
export async function openLedger(dataDir: string): Promise<Ledger> {
  await makeDataDir(dataDir);
  const path = join(dataDir, 'ledger.db');
  // where it cannot be made, opening it says why
  await makePrivateFile(path).catch(() => undefined);
  const { FileLedger } = await withoutSqliteWarning(() => import('../../spend/file-ledger.ts'));
  const holder = newId();
  const ledger = new FileLedger({
    path,
    holder,
    pid: ownPid,
    isAlive: (pid, other) => holdersHere.has(other) || isAlive(pid),
  });
  holdersHere.add(holder);
  const close = ledger.close.bind(ledger);
  return Object.assign(ledger, {
    close: (giveUp?: AbortSignal) => close(giveUp).finally(() => holdersHere.delete(holder)),
  });
}
