/**
 * A backup is a folder: `manifest.json`, `SHA256SUMS` (as `sha256sum -c` reads it), the files of the data directory in `data/`, and a file per table
 * and day in `tables/`. Files that have not changed since an earlier backup beside it are hard links to that one's, so each folder is complete by itself.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backupManifestSchema, type BackupManifest } from '../contract/backup.ts';
import { AssayError } from '../contract/errors.ts';

export const manifestName = 'manifest.json';
export const sumsName = 'SHA256SUMS';

export const manifestText = (manifest: BackupManifest) => `${JSON.stringify(manifest, null, 1)}\n`;

/** `text`: the manifest as it is written. */
export function sumsText(manifest: BackupManifest, text: string): string {
  const digest = createHash('sha256').update(text).digest('hex');
  const files = [...manifest.files, ...manifest.tables].map(({ sha256, path }) => `${sha256}  ${path}`);
  return `${[`${digest}  ${manifestName}`, ...files].join('\n')}\n`;
}

const isNothing = ({ code }: NodeJS.ErrnoException) => code === 'ENOENT' || code === 'ENOTDIR';

/** Throws `usage` where there is no backup, and `store-failed` for one whose manifest was changed. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const path = join(folder, manifestName);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (!isNothing(cause)) throw cause;
    throw new AssayError('usage', `There is no backup in ${folder}: it has no ${manifestName}.`, {
      remedy: 'Name one of the dated folders that `assay backup` made.',
      cause,
    });
  });
  const damaged = (cause?: unknown) =>
    new AssayError('store-failed', `${path} is damaged or was changed.`, {
      remedy: 'Use another backup; `assay verify` says which are whole.',
      cause,
    });
  const parsed = backupManifestSchema.safeParse(asJson(text));
  if (!parsed.success) throw damaged(parsed.error);
  const sums = await readFile(join(folder, sumsName), 'utf8').catch(() => '');
  if (sums !== sumsText(parsed.data, text)) throw damaged();
  return parsed.data;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
