import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError } from '../../contract/errors.ts';

/** The file itself, or all files of a folder, also of those in it. `named`: as the suite names it. Throws `suite-invalid`. */
export async function filesIn(path: string, named: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found)
    throw new AssayError('suite-invalid', `there is no file or folder "${named}", which a scorer reads`, {
      remedy: 'Paths of scorers are relative to the suite.',
    });
  if (found.isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
