/** Files that a user names and that are written for them. */
import { appendFile as append, stat, writeFile as write } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AssayError } from '../../contract/errors.ts';

const isFolder = async (path: string) => (await stat(path).catch(() => null))?.isDirectory() ?? false;

async function whyNot(file: string, { code, message }: NodeJS.ErrnoException): Promise<[string, string]> {
  const folder = dirname(file);
  const another = 'Make it first, or name a file in a folder that exists.';
  if (await isFolder(file)) return ['it is a folder', 'Name a file in it.'];
  if (code === 'ENOENT' && (await isFolder(folder)))
    return ['no file can be made there', 'Name a file in another folder.'];
  if (code === 'ENOENT') return [`the folder ${folder} does not exist`, another];
  if (code === 'ENOTDIR') return [`${folder} is not a folder`, another];
  if (code === 'EACCES' || code === 'EPERM')
    return ['there is no permission', 'Give yourself the permission, or name another file.'];
  if (code === 'EROFS') return ['its disk is read-only', 'Name a file on another disk.'];
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return ['the disk is full', 'Free disk space, or name a file on another disk.'];
  if (code === 'ENAMETOOLONG') return ['its name is too long', 'Give it a shorter name.'];
  return [code ?? message, 'Name another file.'];
}

/** What the system says of a file that cannot be written, by the name the user gave it. Anything else stays what it is. */
export async function writeError(file: string, cause: unknown): Promise<unknown> {
  if (!(cause instanceof Error) || cause instanceof AssayError) return cause;
  if ((cause as NodeJS.ErrnoException).code === undefined) return cause;
  const [why, remedy] = await whyNot(file, cause);
  return new AssayError('usage', `${file} cannot be written: ${why}`, { remedy, cause });
}

/** The same of a folder that files are written into. */
export async function folderError(folder: string, cause: unknown): Promise<unknown> {
  const error = await writeError(join(folder, 'file'), cause);
  if (!(error instanceof AssayError) || error === cause) return error;
  return new AssayError('usage', error.message.replace(join(folder, 'file'), folder), {
    remedy: 'Name a folder on a disk with room, where you may write; it is made if its place is a folder.',
    cause,
  });
}

/** Throws `usage` with what is wrong with the place. */
export async function writeFile(file: string, text: string): Promise<void> {
  await write(file, text).catch(async (cause: unknown) => Promise.reject(await writeError(file, cause)));
}

/** The same at the end of a file. */
export async function appendFile(file: string, text: string): Promise<void> {
  await append(file, text).catch(async (cause: unknown) => Promise.reject(await writeError(file, cause)));
}
