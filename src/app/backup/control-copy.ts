/** Control data of machines that share it in PostgreSQL, as a file in a backup and back. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssayError } from '../../contract/errors.ts';
import type { AppContext } from '../context.ts';
import { withControlData } from '../data/with-control-data.ts';
import { moveSuites } from '../migrate/move-suites.ts';

/** `file`: a copy of what PostgreSQL has; `undefined` where the control data is in the data directory. */
export async function withControlCopy<T>(
  { control }: Pick<AppContext, 'control'>,
  work: (file: string | undefined) => Promise<T>,
): Promise<T> {
  if (control === undefined) return work(undefined);
  const folder = await mkdtemp(join(tmpdir(), 'assay-control-'));
  const here = { dataDir: folder };
  try {
    await withControlData({ ...here, control }, { isRead: true }, (shared) =>
      withControlData(here, {}, (copy) => moveSuites(shared, copy)),
    );
    return await work(join(folder, 'control.db'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws `usage` where saved suites are in PostgreSQL already. */
export async function refuseControl({ dataDir, control }: AppContext): Promise<void> {
  if (control === undefined) return;
  const suites = await withControlData({ dataDir, control }, {}, (shared) => shared.suites.list());
  if (suites.length > 0)
    throw new AssayError(
      'usage',
      'There are saved suites in the control database: a backup is never restored over data.',
      {
        remedy:
          'Name an empty database with --control, or leave it out: the suites are then in the data directory.',
      },
    );
}

/** Brings what a restored data directory has to PostgreSQL, where one is given. */
export async function restoreControl(dataDir: string, { control }: AppContext): Promise<void> {
  if (control === undefined || !existsSync(join(dataDir, 'control.db'))) return;
  await withControlData({ dataDir }, { isRead: true }, (restored) =>
    withControlData({ dataDir, control }, {}, (shared) => moveSuites(restored, shared)),
  );
}
