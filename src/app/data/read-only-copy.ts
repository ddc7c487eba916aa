/** The engine cannot open a database that it cannot write: what lies on read-only media is read from a copy. */
import { access, constants, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const cannotWrite = (path: string): Promise<boolean> =>
  access(path, constants.W_OK).then(
    () => false,
    (error: NodeJS.ErrnoException) =>
      error.code === 'EROFS' || error.code === 'EACCES' || error.code === 'EPERM',
  );

/** The directory itself, or the database in it. */
export const isReadOnly = async (dataDir: string): Promise<boolean> =>
  (await cannotWrite(dataDir)) || cannotWrite(join(dataDir, 'clickhouse'));

export interface DatabaseCopy {
  /** Stands for the data directory. */
  dataDir: string;
  remove(): Promise<void>;
}

export async function copyDatabase(dataDir: string): Promise<DatabaseCopy> {
  const copy = await mkdtemp(join(tmpdir(), 'assay-read-only-'));
  const remove = () => rm(copy, { recursive: true, force: true });
  try {
    await mkdir(join(copy, 'clickhouse'), { mode: 0o700 });
    await cp(join(dataDir, 'clickhouse'), join(copy, 'clickhouse'), {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
      verbatimSymlinks: true,
      // of the process that held it
      filter: (path) => basename(path) !== 'status',
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    return { dataDir: copy, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
