import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface PageIndex {
  html: string;
  /** Of the build: another one has other names for its files in the index. */
  build: string;
}

/** Reads a page's index, again when it changes; `null`: the page is not built. */
export function indexReader(pageDir: string | null): () => Promise<PageIndex | null> {
  let read: { version: string; index: PageIndex } | undefined;
  return async () => {
    if (pageDir === null) return null;
    const path = join(pageDir, 'index.html');
    try {
      const { mtimeMs, ino, size } = await stat(path);
      const version = `${mtimeMs} ${ino} ${size}`;
      if (read?.version !== version) {
        const html = await readFile(path, 'utf8');
        const build = createHash('sha256').update(html).digest('hex').slice(0, 16);
        read = { version, index: { html, build } };
      }
      return read.index;
    } catch {
      return null;
    }
  };
}
