import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../contract/finding.ts';
import { withoutSqliteWarning } from '../run/open-ledger.ts';

/** Whether the ledger of what is spent can be read. A directory in which nothing was run has none. */
export async function checkLedger(dataDir: string): Promise<Finding[]> {
  const where = join(dataDir, 'ledger.db');
  const isThere = await access(where).then(
    () => true,
    () => false,
  );
  if (!isThere) return [];
  const { DatabaseSync } = await withoutSqliteWarning(() => import('node:sqlite'));
  let what: string;
  try {
    const database = new DatabaseSync(where, { readOnly: true });
    const [row] = database.prepare('PRAGMA quick_check(1)').all();
    database.close();
    what = String(Object.values(row ?? {})[0] ?? 'no answer');
    if (what === 'ok') return [];
  } catch (error) {
    what = (error as Error).message;
  }
  return [
    {
      level: 'error',
      where,
      what: `the ledger of what is spent cannot be read: ${what}`,
      remedy:
        'No run can start while it is there. Bring it back from a copy, or move it away: caps then count from nothing.',
      can_repair: false,
      run_id: null,
    },
  ];
}
