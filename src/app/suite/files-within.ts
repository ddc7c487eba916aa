/** Which files an input may name, where whoever gives it is not the one at this machine: those below one folder. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { AssayError } from '../../contract/errors.ts';

/** Links count as what they lead to; what is not there yet counts as where it would be. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPlace(parent), basename(path));
  }
}

/** Throws `not-allowed` for a file that does not lie below `folder`; without a folder every file may be named. */
export async function assertWithin(folder: string | undefined, path: string): Promise<void> {
  if (folder === undefined) return;
  const [real, root] = await Promise.all([realPlace(path), realPlace(folder)]);
  const [first] = relative(root, real).split(sep);
  if (first !== '..') return;
  throw new AssayError('not-allowed', `"${path}" lies outside of ${folder}, and is not read`, {
    remedy: 'Name a file below that folder, or give what it holds inline.',
  });
}
