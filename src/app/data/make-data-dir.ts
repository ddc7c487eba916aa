import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AssayError } from '../../contract/errors.ts';

const unusable = (path: string, why: string, cause?: unknown) =>
  new AssayError('store-failed', `The data directory ${path} cannot be used: ${why}.`, {
    remedy: 'Choose a folder that can be written with --data-dir or ASSAY_DATA_DIR.',
    cause,
  });

const reasons: Record<string, string> = {
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links go round in a circle',
};

/**
 * Makes the folders that are missing, one by one: the recursive way never ends where a file system takes no folder and
 * says that there is none. Throws `store-failed`.
 */
export async function makeDataDir(path: string): Promise<void> {
  const missing: string[] = [];
  try {
    for (let at = path; ; at = dirname(at)) {
      const found = await stat(at).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (found && !found.isDirectory()) throw unusable(path, `${at} is a file`);
      if (found) break;
      missing.unshift(at);
    }
    for (const folder of missing)
      await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
        // another command was faster
        if (error.code !== 'EEXIST') throw error;
      });
  } catch (error) {
    if (error instanceof AssayError) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw unusable(path, reasons[code] ?? message, error);
  }
}
