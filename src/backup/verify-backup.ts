import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupManifest } from '../contract/backup.ts';
import { digestOf } from './copy-file.ts';
import { manifestName, readManifest, sumsName } from './manifest.ts';

export interface BackupDamage {
  path: string;
  what: string;
}

async function damageOf(folder: string, file: { path: string; bytes: number; sha256: string }) {
  const path = join(folder, file.path);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return 'it is missing';
  if (found.size !== file.bytes) return `it has ${found.size} bytes in place of ${file.bytes}`;
  return (await digestOf(path)).sha256 === file.sha256 ? null : 'its content was changed';
}

/**
 * Reads every byte of a backup. Throws `usage` where there is none, `store-failed` for one whose manifest was changed. `onStep` throws when the
 * work should end.
 */
export async function verifyBackup(
  folder: string,
  onStep: (done: number, total: number) => void,
): Promise<{ manifest: BackupManifest; damage: BackupDamage[] }> {
  const manifest = await readManifest(folder);
  const files = [...manifest.files, ...manifest.tables];
  const damage: BackupDamage[] = [];
  for (const [i, file] of files.entries()) {
    onStep(i, files.length);
    const what = await damageOf(folder, file);
    if (what) damage.push({ path: file.path, what });
  }
  const known = new Set([manifestName, sumsName, ...files.map(({ path }) => path)]);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/');
    if (!entry.isDirectory() && !known.has(path))
      damage.push({ path, what: 'it does not belong to the backup' });
  }
  return { manifest, damage };
}
