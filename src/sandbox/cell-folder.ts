/** The folder that a program's files are laid into, and an empty one to build walls on. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AssayError } from '../contract/errors.ts';

export interface Place {
  folder: string;
  clear(): Promise<void>;
}

async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) {
    const path = resolve(folder, name);
    if (!path.startsWith(join(folder, '/')))
      throw new AssayError('not-allowed', `a program's file cannot be called "${name}"`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

/** Throws `not-allowed` for a file that would lie outside. */
export async function makePlace(files: Record<string, string>): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-cell-'));
  const clear = () => rm(folder, { recursive: true, force: true });
  try {
    await mkdir(join(folder, 'root'));
    await writeFiles(join(folder, 'files'), files);
  } catch (error) {
    await clear();
    throw error;
  }
  return { folder, clear };
}
