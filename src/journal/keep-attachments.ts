import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { decodeDataUrl } from '../base/data-url.ts';
import { newId } from '../base/id.ts';
import type { AttachmentSource } from '../contract/content.ts';
import { AssayError } from '../contract/errors.ts';
import type { RunDirectory } from './run-directory.ts';

/** Holds the bytes of a run's attachments, each once, in a file named by its SHA-256. */
export const attachmentFolder = ({ path }: Pick<RunDirectory, 'path'>): string => join(path, 'files');

async function bytesOf(from: string): Promise<Uint8Array> {
  return /^data:/i.test(from) ? (decodeDataUrl(from)?.bytes ?? Buffer.of()) : readFile(from);
}

/** Of bytes, hex: what they are known by. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Throws `suite-invalid` when the file changed since the suite was read. */
export async function attachmentBytes({ sha256, from }: AttachmentSource): Promise<Uint8Array> {
  const bytes = await bytesOf(from).catch(() => Buffer.of());
  if (sha256Of(bytes) === sha256) return bytes;
  throw new AssayError('suite-invalid', `"${basename(from)}" changed after the suite was read.`, {
    remedy: 'Start the run again.',
  });
}

/** Writes a file that does not change any more, whole or not at all; one that is there is left alone. */
export async function writeOnce(path: string, bytes: () => Promise<Uint8Array>, mode = 0o600): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  const temporary = `${path}.${newId()}`;
  await mkdir(dirname(path), { recursive: true, mode: mode | ((mode & 0o444) >> 2) });
  await writeFile(temporary, await bytes(), { mode });
  await rename(temporary, path);
}

/** A hash becomes a name: what is none could lead anywhere. Throws `not-allowed`. */
export function hashName(sha256: string): string {
  if (/^[0-9a-f]{64}$/.test(sha256)) return sha256;
  throw new AssayError('not-allowed', `${JSON.stringify(sha256)} is not the SHA-256 of an attachment`);
}

/**
 * Where a file goes whose path a database tells: who can write into the database must not write elsewhere on this machine. `owner`: what has the
 * file. Throws `not-allowed`.
 */
export function placeBelow(folder: string, path: string, owner: string): string {
  const place = resolve(folder, path);
  if (place.startsWith(join(folder, '/'))) return place;
  throw new AssayError('not-allowed', `"${path}" of ${owner} lies outside of its folder`);
}

/** Copies what the suite names into the run's folder, so that the run does not depend on the files any more. Throws `suite-invalid` when one changed since it was read. */
export async function keepAttachments(
  directory: RunDirectory,
  sources: readonly AttachmentSource[],
): Promise<void> {
  const folder = attachmentFolder(directory);
  for (const source of sources)
    await writeOnce(join(folder, hashName(source.sha256)), () => attachmentBytes(source));
}
