import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { convertPromptfoo } from '../../src/exchange/suites/promptfoo/convert.ts';
import type { Fields } from '../../src/exchange/suites/promptfoo/source-part.ts';

/** A folder with a configuration in it: files that it names, and what becomes of it. Nothing is refused. */
export function promptfooFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'assay-promptfoo-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    file(name: string, text: string): void {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    convert: (document: unknown) =>
      convertPromptfoo(document as Fields, {
        file: join(folder, 'promptfooconfig.yaml'),
        name: 'c',
        stem: 'c',
        folder,
        judge: 'openai/judge',
        refusal: () => null,
      }),
  };
}
