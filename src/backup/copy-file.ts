import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, open } from 'node:fs/promises';

export interface Copied {
  bytes: number;
  sha256: string;
}

/** Of the whole file, read in pieces. */
export async function digestOf(path: string): Promise<Copied> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Copies the first `bytes` of a file, which may be growing meanwhile, onto the disk. */
export async function copyHashed(from: string, to: string, bytes: number): Promise<Copied> {
  const hash = createHash('sha256');
  const file = await open(to, 'wx', 0o600);
  let copied = 0;
  try {
    if (bytes > 0)
      for await (const chunk of createReadStream(from, { end: bytes - 1 })) {
        hash.update(chunk as Buffer);
        await file.writeFile(chunk as Buffer);
        copied += (chunk as Buffer).length;
      }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes: copied, sha256: hash.digest('hex') };
}

/** Brings what is written onto the disk, a file's bytes or a folder's names. */
export async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A second name of the same file; where the file system has none, a copy. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOSPC') throw error;
    await copyFile(from, to);
    await syncPath(to);
  });
}
