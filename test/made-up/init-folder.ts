import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createAppContext } from '../../src/app/create-app-context.ts';
import { importSuite } from '../../src/app/import/import-suite.ts';
import { readSuiteFile } from '../../src/app/suite/read-suite-file.ts';
import type { Suite } from '../../src/contract/suite.ts';

export const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

/** A folder of files of other tools, and suites made of them. */
export function initFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'assay-init-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let count = 0;
  const made = {
    folder,
    /** What was noted. */
    notes: [] as string[],
    env: {} as Record<string, string>,
    lastPath: () => join(folder, `suite-${count - 1}.yaml`),
    write(name: string, content: unknown): string {
      const path = join(folder, name);
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      return path;
    },
    async initFrom(
      from: string,
      options: Omit<Parameters<typeof importSuite>[0], 'file' | 'from'> = {},
    ): Promise<{ suite: Suite; path: string }> {
      const context = createAppContext({
        dataDir: folder,
        cwd: folder,
        env: made.env,
        notify: ({ message }) => void made.notes.push(message),
      });
      const path = join(folder, `suite-${count++}.yaml`);
      await importSuite({ file: path, from, ...options }, context);
      return { suite: await readSuiteFile(path), path };
    },
  };
  return made;
}
