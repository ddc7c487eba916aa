import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backup as copyDatabase, DatabaseSync } from 'node:sqlite';
import { isAlive, ownPid } from '../base/own-process.ts';
import type { BackupFile, BackupManifest, BackupTable, DumpStore } from '../contract/backup.ts';
import { backupsIn } from './backups-in.ts';
import { copyHashed, digestOf, linkOrCopy, syncPath } from './copy-file.ts';
import { controlName, dataFiles, type DataFile } from './data-files.ts';
import { manifestName, manifestText, readManifest, sumsName, sumsText } from './manifest.ts';

/** A backup that is being written by the process of that number, or was not finished. */
const unfinished = /^\.partial-(\d+)$/;

interface Earlier {
  folder: string;
  columns: BackupManifest['columns'];
  /** By path within the backup. */
  files: ReadonlyMap<string, BackupFile>;
  tables: ReadonlyMap<string, BackupTable>;
}

/** A time that was set again on a restored file may differ in what a number of ms cannot hold. */
const sameTime = (ms: number, otherMs: number) => Math.abs(ms - otherMs) < 0.002;

const byPath = <File extends { path: string }>(files: readonly File[]) =>
  new Map(files.map((file) => [file.path, file]));

/** The newest one that can be read: its unchanged files need not be copied. */
async function newestIn(folder: string): Promise<Earlier | null> {
  for (const name of (await backupsIn(folder)).toReversed()) {
    const manifest = await readManifest(join(folder, name)).catch(() => null);
    if (!manifest) continue;
    const { columns, files, tables } = manifest;
    return { folder: join(folder, name), columns, files: byPath(files), tables: byPath(tables) };
  }
  return null;
}

export interface BackupSource {
  dataDir: string;
  store: DumpStore;
  version: string;
  /** A copy of the control data that machines share; it takes the place of the data directory's own. */
  controlFile?: string;
  /** Now, ms since 1970. */
  atMs: number;
  /** Throws when the work should end. */
  onStep(done: number, total: number): void;
}

export interface WrittenBackup {
  folder: string;
  manifest: BackupManifest;
  /** New bytes on the disk; the others are shared with an earlier backup. */
  writtenBytes: number;
}

interface Writer {
  folder: string;
  earlier: Earlier | null;
  writtenBytes: number;
}

/** A database that another process may be writing is copied by SQLite itself. */
async function copyAny(from: string, to: string, { path, bytes }: DataFile) {
  if (!path.endsWith('.db')) return copyHashed(from, to, bytes);
  const database = new DatabaseSync(from, { readOnly: true });
  try {
    await copyDatabase(database, to);
  } finally {
    database.close();
  }
  await syncPath(to);
  return digestOf(to);
}

type SourceFile = DataFile & { from: string };

async function* sourceFiles({ dataDir, controlFile }: BackupSource): AsyncGenerator<SourceFile> {
  for await (const file of dataFiles(dataDir))
    if (controlFile === undefined || file.path !== controlName)
      yield { ...file, from: join(dataDir, file.path) };
  if (controlFile === undefined) return;
  const { size, mtimeMs } = await stat(controlFile);
  yield { path: controlName, bytes: size, mtimeMs, from: controlFile };
}

async function writeFileOf(writer: Writer, file: SourceFile): Promise<BackupFile | null> {
  const path = `data/${file.path}`;
  const to = join(writer.folder, path);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const { earlier } = writer;
  const known = earlier?.files.get(path);
  if (earlier && known?.bytes === file.bytes && sameTime(known.mtime_ms, file.mtimeMs)) {
    await linkOrCopy(join(earlier.folder, path), to);
    return known;
  }
  try {
    const copied = await copyAny(file.from, to, file);
    writer.writtenBytes += copied.bytes;
    return { path, mtime_ms: file.mtimeMs, ...copied };
  } catch (error) {
    // removed since it was listed
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}

async function writeTables(
  writer: Writer,
  { store, onStep }: BackupSource,
): Promise<Pick<BackupManifest, 'tables' | 'columns' | 'migrations'>> {
  const { columns, chunks, migrations } = await store.dump();
  const tables: BackupTable[] = [];
  for (const [i, chunk] of chunks.entries()) {
    onStep(i, chunks.length);
    const { table } = chunk;
    const path = `tables/${table}/${chunk.chunk}.native.zst`;
    const to = join(writer.folder, path);
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    const { earlier } = writer;
    const known = earlier?.tables.get(path);
    const isAlike = String(earlier?.columns[table]) === String(columns[table]);
    if (earlier && known?.hash === chunk.hash && known.rows === chunk.rows && isAlike) {
      await linkOrCopy(join(earlier.folder, path), to);
      tables.push(known);
      continue;
    }
    await store.writeChunk({ table, chunk: chunk.chunk }, columns[table] ?? [], to);
    await syncPath(to);
    const written = await digestOf(to);
    writer.writtenBytes += written.bytes;
    tables.push({ ...chunk, path, ...written });
  }
  return { tables, columns, migrations };
}

/** `2026-12-01T01-50-00Z` */
const nameOf = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;

/**
 * Writes a backup into a new dated folder in `folder`; one that fails or is stopped leaves nothing there. The tables are written before the
 * journals are copied: a run that continues meanwhile is further in its journal, which is read again as a restored directory is opened.
 */
export async function writeBackup(folder: string, source: BackupSource): Promise<WrittenBackup> {
  const earlier = await newestIn(folder);
  const name = nameOf(source.atMs);
  const writer: Writer = { folder: join(folder, `.partial-${ownPid}`), earlier, writtenBytes: 0 };
  await removePartial(folder);
  try {
    await mkdir(writer.folder, { recursive: true, mode: 0o700 });
    const tables = await writeTables(writer, source);
    const files: BackupFile[] = [];
    for await (const file of sourceFiles(source)) {
      source.onStep(tables.tables.length, tables.tables.length);
      const written = await writeFileOf(writer, file);
      if (written) files.push(written);
    }
    const manifest: BackupManifest = {
      schema: 'assay.backup/1',
      created_at: new Date(source.atMs).toISOString(),
      assay_version: source.version,
      ...tables,
      files,
    };
    const options = { mode: 0o600, flush: true };
    const text = manifestText(manifest);
    await writeFile(join(writer.folder, manifestName), text, options);
    await writeFile(join(writer.folder, sumsName), sumsText(manifest, text), options);
    await rename(writer.folder, join(folder, name));
    await syncPath(folder);
    return { folder: join(folder, name), manifest, writtenBytes: writer.writtenBytes };
  } catch (error) {
    await rm(writer.folder, { recursive: true, force: true });
    throw error;
  }
}

/** Those of processes that are gone. */
async function removePartial(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = unfinished.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}
