import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { contextOf } from '../../src/cli/context.ts';
import { runCommand } from './run-command.ts';
import { readSuite } from '../../src/app/suite/read-suite.ts';
import type { Suite } from '../../src/contract/suite.ts';

export const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

/** A folder of files of other tools, and the command that makes suites of them. */
export function initFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'assay-init-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let count = 0;
  const made = {
    folder,
    /** What the command told. */
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
      options: Record<string, unknown> = {},
    ): Promise<{ suite: Suite; path: string }> {
      const plain = contextOf({}, {
        env: made.env,
        cwd: () => folder,
        stdout: process.stdout,
        stderr: process.stderr,
      } as never);
      const context = {
        ...plain,
        note: (line: string) => void made.notes.push(line),
        print: () => undefined,
      };
      const path = join(folder, `suite-${count++}.yaml`);
      await runCommand('init', [path], { from, ...options } as never, context);
      return { suite: await readSuite(path, {}), path };
    },
  };
  return made;
}
