/** What the documents promise names the test or bench that keeps it, and every test and bench they name exists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
/** Decisions and changes of the past speak of the files of their day; how-tos, of files that are yet to be written. */
const current = documents.filter((name) => !/^(?:docs\/decisions|docs\/add-a-|CHANGELOG)/.test(name));
const read = (name: string) => readFileSync(join(root, name), 'utf8');

/** Paths as they are written: `src/spend/budget.test.ts`, `bench/crash.ts`, and `bench -- crash` or `-- crash` after it. */
const keepers = (text: string) => [
  ...[...text.matchAll(/`((?:src|test|web|bench)\/[\w./-]+\.tsx?)`/g)].map(([, path]) => path as string),
  ...[...text.matchAll(/`(?:npm run bench )?-- ([a-z][\w-]*)`/g)].map(([, name]) => `bench/${name}.ts`),
];
const isKeeper = (path: string) => /\.test\.tsx?$|-conformance\.ts$|^bench\//.test(path);

/** Sections of a document, each from its heading to the next. */
const sections = (text: string) => text.split(/^(?=## )/m);

describe('documents', () => {
  it.each(current)('%s names tests and benches that exist', (name) => {
    expect(keepers(read(name)).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(['limits', 'decide', 'statistics', 'money-and-faults'])(
    'docs/%s.md names what keeps the promises of each section',
    (name) => {
      const unkept = sections(read(`docs/${name}.md`))
        .slice(1)
        .filter((section) => !keepers(section).some(isKeeper));
      expect(unkept.map((section) => section.split('\n', 1)[0])).toEqual([]);
    },
  );

  it.each(current.filter((name) => read(name).includes('| tested by')))(
    '%s names what keeps each row of its tables',
    (name) => {
      const tables = read(name)
        .split('\n\n')
        .filter((block) => /^\|.*\| tested by +\|\n/.test(block));
      expect(tables.length).toBeGreaterThan(0);
      for (const table of tables)
        for (const row of table.trim().split('\n').slice(2)) {
          const last = row.split(' | ').at(-1) ?? '';
          expect(keepers(last).some(isKeeper), row.slice(0, 60)).toBe(true);
        }
    },
  );
});
