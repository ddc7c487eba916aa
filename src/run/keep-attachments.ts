import { createHash } from 'node:crypto';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decodeDataUrl } from '../base/data-url.ts';
import type { AttachmentSource } from '../contract/content.ts';
import { AssayError } from '../contract/errors.ts';
import type { RunDirectory } from './run-directory.ts';

/** Holds the bytes of a run's attachments, each once, in a file named by its SHA-256. */
export const attachmentFolder = ({ path }: Pick<RunDirectory, 'path'>): string => join(path, 'files');

async function bytesOf(from: string): Promise<Uint8Array> {
  return /^data:/i.test(from) ? (decodeDataUrl(from)?.bytes ?? Buffer.of()) : readFile(from);
}

/** Copies what the suite names into the run's folder, so that the run does not depend on the files any more. Throws `suite-invalid` when one changed since it was read. */
export async function keepAttachments(
  directory: RunDirectory,
  sources: readonly AttachmentSource[],
): Promise<void> {
  if (sources.length === 0) return;
  const folder = attachmentFolder(directory);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const { sha256, from } of sources) {
    const path = join(folder, sha256);
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      continue;
    const bytes = await bytesOf(from).catch(() => Buffer.of());
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new AssayError('suite-invalid', `"${basename(from)}" changed after the suite was read.`, {
        remedy: 'Start the run again.',
      });
    await writeFile(path, bytes, { mode: 0o600 });
  }
}
