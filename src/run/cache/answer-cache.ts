/**
 * Answers on disk, one file each, named by the hash of everything that shaped them. Files are written whole or not at all, so
 * that several processes may share a folder; one that cannot be read is as good as none.
 */
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../base/id.ts';
import type { CallResult } from '../../contract/attempt.ts';

/** What is kept of a call: everything but its times. */
export type KeptAnswer = Pick<
  CallResult,
  | 'outcome'
  | 'answer'
  | 'tokens'
  | 'rawUsage'
  | 'responseModel'
  | 'fingerprint'
  | 'serviceTier'
  | 'servedBy'
  | 'reasoningEffort'
  | 'statedCostNanousd'
  | 'responseId'
  | 'httpStatus'
>;

interface Entry {
  schema: 'assay.cache/1';
  key: string;
  kept: KeptAnswer;
}

export interface CacheSize {
  answers: number;
  bytes: number;
  /** Wall clock, ms since the epoch; `null` when empty. */
  oldest_ms: number | null;
}

export interface AnswerCache {
  /** `null`: there is none, or none that can be read. */
  get(key: string): Promise<KeptAnswer | null>;
  put(key: string, kept: KeptAnswer): Promise<void>;
  /** Entries that were there and could not be read. */
  readonly unreadable: number;
}

const defaultMaxBytes = 2 ** 30;
/** Pruned down to this share of the most, so that not every answer prunes. */
const keptShare = 0.9;
const pruneEvery = 500;

async function filesIn(folder: string): Promise<{ path: string; bytes: number; usedMs: number }[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  const found = [];
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const path = join(folder, name);
    const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
    found.push({ path, bytes: size, usedMs: mtimeMs });
  }
  return found;
}

export async function cacheSize(folder: string): Promise<CacheSize> {
  const files = await filesIn(folder);
  return {
    answers: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    oldest_ms: files.length === 0 ? null : Math.min(...files.map(({ usedMs }) => usedMs)),
  };
}

export async function clearCache(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Removes what was not used for longest until no more than `maxBytes` are left. */
async function prune(folder: string, maxBytes: number): Promise<void> {
  const files = (await filesIn(folder)).toSorted((a, b) => a.usedMs - b.usedMs);
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes <= maxBytes) return;
  for (const file of files) {
    if (bytes <= maxBytes * keptShare) return;
    await rm(file.path, { force: true });
    bytes -= file.bytes;
  }
}

export function openAnswerCache(folder: string, maxBytes = defaultMaxBytes): AnswerCache {
  let unreadable = 0;
  let written = 0;
  const pathOf = (key: string) => join(folder, key.slice(0, 2), `${key}.json`);
  return {
    get unreadable() {
      return unreadable;
    },
    async get(key) {
      const path = pathOf(key);
      const text = await readFile(path, 'utf8').catch(() => null);
      if (text === null) return null;
      try {
        const entry = JSON.parse(text) as Entry;
        if (entry.schema !== 'assay.cache/1' || entry.key !== key || !entry.kept.answer)
          throw new Error('another entry');
        const now = new Date();
        await utimes(path, now, now).catch(() => undefined);
        return entry.kept;
      } catch {
        unreadable++;
        return null;
      }
    },
    async put(key, kept) {
      const path = pathOf(key);
      const entry: Entry = { schema: 'assay.cache/1', key, kept };
      await mkdir(join(folder, key.slice(0, 2)), { recursive: true, mode: 0o700 });
      const temporary = `${path}.${newId()}`;
      await writeFile(temporary, JSON.stringify(entry), { mode: 0o600 });
      await rename(temporary, path);
      if (++written % pruneEvery === 1) await prune(folder, maxBytes);
    },
  };
}
