/** What the documentation says of commands, against the commands that there are. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commands } from './commands.ts';

const docs = new URL('../../docs/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, docs), 'utf8');

it('has a row for each command in the table of docs/cli.md, and for no other', () => {
  const rows = Array.from(read('cli.md').matchAll(/^\| `assay ([a-z]+)[^`]*` +\|/gm), ([, name]) => name);
  expect(rows.toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
});

it.each(readdirSync(docs).filter((file) => file.endsWith('.md')))(
  'calls too few cases to tell inconclusive, as commands and the page do: docs/%s',
  (file) => {
    expect(read(file).replaceAll('--allow-undecided', '')).not.toMatch(/undecided/i);
  },
);
