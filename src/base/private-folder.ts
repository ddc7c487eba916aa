import { chmod, mkdir, open, stat } from 'node:fs/promises';

/** Takes group and others out of a mode; of a folder or file of somebody else that cannot be, and is not ours to say. */
async function keepPrivate(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) await chmod(path, mode & 0o700).catch(() => undefined);
}

/** A folder of our own that its owner alone can look into; one that others could look into is closed. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await keepPrivate(path);
}

/** An empty file for the owner alone where there is none, for those that cannot be told so when they make it. */
export async function makePrivateFile(path: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  await file.close();
  await keepPrivate(path);
}
