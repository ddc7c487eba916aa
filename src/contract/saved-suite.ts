/** Suites that are saved under a name, every version of them whole. */
import { z } from 'zod';
import type { SharedFile } from './run-registry.ts';

/** `@` stands between a name and a version. */
export const suiteNameSchema = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u, {
  error: 'a name of 1 to 100 letters, digits, spaces, ".", "_" or "-", beginning with a letter or digit',
});

export const suiteVersionSchema = z.object({
  name: z.string(),
  version: z.number().int().positive().describe('1, 2, …: in the order they were saved'),
  suite_hash: z.string().describe('what results may be compared on: cases, scorers and prompts'),
  content_hash: z.string().describe('of its file and of every file that it names'),
  cases: z.number().int().nonnegative(),
  targets: z.array(z.string()).describe('labels'),
  note: z.string().nullable().describe('what whoever saved it said of it'),
  saved_at_ms: z.number().describe('ms since 1970'),
  saved_by: z.string(),
});
export type SuiteVersion = z.infer<typeof suiteVersionSchema>;

/** With the files it consists of, as they were written. */
export interface SavedSuite extends SuiteVersion {
  /** Place of the suite's own file among `files`. */
  main: string;
  files: SharedFile[];
}

/** Files by the SHA-256 of their bytes. */
export type SuiteFileBytes = ReadonlyMap<string, Uint8Array>;

export interface SavedSuites {
  /**
   * Saves it as the next version of its name, with the bytes of its files, all or nothing. What equals the newest version, by
   * `content_hash`, makes none.
   */
  save(
    suite: Omit<SavedSuite, 'version'>,
    bytes: SuiteFileBytes,
  ): Promise<{ version: number; isNew: boolean }>;
  /** `null`: there is none. Without a version: the newest. */
  find(name: string, version?: number): Promise<SavedSuite | null>;
  file(sha256: string): Promise<Uint8Array | null>;
  /** The newest version of each, by name. */
  list(): Promise<SuiteVersion[]>;
  /** Newest first. */
  versions(name: string): Promise<SuiteVersion[]>;
  /** All versions, and files that no other suite has. Gives how many versions there were. */
  remove(name: string): Promise<number>;
}
