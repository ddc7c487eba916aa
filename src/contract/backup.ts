/** What a backup consists of, and the further power of a store to write out and read back its tables. */
import { z } from 'zod';
import type { ResultStore } from './result-store.ts';

/** The rows of one table that belong to one day (UTC): of its runs by their ids, or that they sum up. */
export const tableChunkSchema = z.object({
  table: z.string().regex(/^\w+$/),
  /** `2026-12-01`; `all` for a table without days, and for figures by day in backups that have them whole. */
  chunk: z.string().regex(/^([+-]?\d{4,6}-\d\d-\d\d|all)$/),
  rows: z.int().nonnegative(),
  /** Sum of the rows' 64-bit hashes, in decimal: the same for the same rows in any order. */
  hash: z.string().regex(/^\d+$/),
  /** When the oldest of its calls began, ms since 1970; `null` for rows without a time. */
  oldest_ms: z.number().nullable(),
});
export type TableChunk = z.infer<typeof tableChunkSchema>;

export const tableDumpSchema = z.object({
  /** By table, in the order in which they are hashed and written. */
  columns: z.record(z.string().regex(/^\w+$/), z.array(z.string().regex(/^\w+$/))),
  chunks: z.array(tableChunkSchema),
  /** Migrations that the tables had; a version that lacks one of them cannot restore a backup of them. */
  migrations: z.array(z.string()),
});
export type TableDump = z.infer<typeof tableDumpSchema>;

const storedFile = z.object({
  /** Within the backup, with `/`. */
  path: z.string().min(1),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const backupFileSchema = storedFile.extend({
  /** Of the original when it was copied; an unchanged one is not copied again. */
  mtime_ms: z.number(),
});
export type BackupFile = z.infer<typeof backupFileSchema>;

export const backupTableSchema = tableChunkSchema.extend(storedFile.shape);
export type BackupTable = z.infer<typeof backupTableSchema>;

export const backupManifestSchema = z.object({
  schema: z.literal('assay.backup/1'),
  created_at: z.iso.datetime(),
  assay_version: z.string(),
  migrations: tableDumpSchema.shape.migrations,
  columns: tableDumpSchema.shape.columns,
  tables: z.array(backupTableSchema),
  files: z.array(backupFileSchema),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;

/** A further power of a store: whole tables out and in, a chunk at a time, never held in memory. */
export interface DumpStore extends ResultStore {
  /** What is stored now. */
  dump(): Promise<TableDump>;
  /** Writes one chunk to a new file (ClickHouse's Native format, zstd). `path` is absolute. */
  writeChunk(chunk: Pick<TableChunk, 'table' | 'chunk'>, columns: string[], path: string): Promise<void>;
}

/** Whether a store has this power. */
export const isDumpStore = (store: ResultStore): store is DumpStore => 'dump' in store;

/** Of a store that holds its tables itself. */
export interface RestorableStore extends DumpStore {
  /** `columns`: hash only these, as an older backup knows them; default: all there are. */
  dump(columns?: TableDump['columns']): Promise<TableDump>;
  /** Inserts the rows of a file of `writeChunk`. */
  readChunk(table: string, columns: string[], path: string): Promise<void>;
  /** Applies migrations that were not applied when it was opened. */
  upgrade(): Promise<void>;
}

/** What a move wrote down at its target: that it began; once it is complete, the digest of what it left there. */
export type MoveState = { state: 'begun' } | { state: 'complete'; digest: string };

/** A database that the tables of another store are moved into. */
export interface MoveTarget extends Pick<RestorableStore, 'dump' | 'readChunk' | 'close'> {
  runIds(): Promise<string[]>;
  /** Removes the rows of a chunk. */
  dropChunk(chunk: Pick<TableChunk, 'table' | 'chunk'>, columns: string[]): Promise<void>;
  /** `null`: no move was begun here. */
  moveState(): Promise<MoveState | null>;
  writeMoveState(state: MoveState): Promise<void>;
}
