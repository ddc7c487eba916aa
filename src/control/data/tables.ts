/** The tables of control data as Kysely knows them; `migrations.ts` makes them. */
import type { Kysely } from 'kysely';

interface SavedSuiteRow {
  name: string;
  version: number;
  suite_hash: string;
  content_hash: string;
  cases: number;
  /** JSON, as `files`. */
  targets: string;
  main: string;
  files: string;
  note: string | null;
  saved_at_ms: number;
  saved_by: string;
}

/** Which versions need a file. */
interface SuiteFileRow {
  name: string;
  version: number;
  sha256: string;
}

interface FileRow {
  sha256: string;
  bytes: Uint8Array;
}

export interface ControlTables {
  saved_suites: SavedSuiteRow;
  saved_suite_files: SuiteFileRow;
  saved_files: FileRow;
}

export type ControlDatabase = Kysely<ControlTables>;

export type Engine = 'sqlite' | 'postgres';

/** The schema that all of Assay's tables are in, on a server. */
export const postgresSchema = 'assay';
