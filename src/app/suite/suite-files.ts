/** A suite as it is written, with every file that it names: what has to be kept so that it can be read elsewhere. */
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { AssayError } from '../../contract/errors.ts';
import type { Suite } from '../../contract/suite.ts';
import { findSuiteFile, readDocument } from '../../suite/read-document.ts';
import { filesIn } from './files-in.ts';
import { readSuite } from './read-suite.ts';
import { filesOfScorers } from './scorer-files.ts';
import type { SuitePlace } from './suite-place.ts';
import type { SuiteSource } from './suite-source.ts';

export type WrittenSource = Extract<SuiteSource, { file: string } | { inline: object }>;

export interface SuiteFiles {
  suite: Suite;
  /** Of the suite itself, among `files`. */
  main: string;
  /** By their place relative to the deepest folder that has all of them, with `/`. */
  files: Map<string, Uint8Array>;
}

/** Of all files together: they are kept in a database. */
const maxBytes = 100_000_000;

/** What a suite is written in. A module may do anything to come to its suite: kept is what it came to. */
async function mainFile(source: WrittenSource, cwd: string): Promise<{ path: string; bytes: Uint8Array }> {
  if ('inline' in source)
    return { path: join(cwd, 'suite.json'), bytes: Buffer.from(JSON.stringify(source.inline, null, 2)) };
  const path = await findSuiteFile(resolve(cwd, source.file));
  const extension = extname(path);
  if (['.yaml', '.yml', '.json'].includes(extension.toLowerCase()))
    return { path, bytes: await readFile(path) };
  // it has just been read without a problem
  const document = await readDocument(path, () => undefined);
  const bytes = Buffer.from(JSON.stringify(document?.value, null, 2));
  return { path: `${path.slice(0, -extension.length)}.json`, bytes };
}

/** The deepest folder that has all of them. */
function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => dirname(path).split(sep));
  const [first = []] = folders;
  const differs = first.findIndex((name, i) => folders.some((folder) => folder[i] !== name));
  return first.slice(0, differs === -1 ? undefined : differs).join(sep) || sep;
}

/** Throws what reading a suite throws, and `suite-invalid` for files that are too large together. */
export async function readSuiteFiles(source: WrittenSource, place: SuitePlace): Promise<SuiteFiles> {
  const named = new Set<string>();
  const onFile = (path: string) => void named.add(path);
  const { suite, path } = await readSuite(source, {}, place, { isScored: true, onFile });
  const main = await mainFile(source, place.cwd);
  const folder = path === null ? place.cwd : dirname(path);
  for (const file of filesOfScorers(suite))
    for (const found of await filesIn(resolve(folder, file), file)) named.add(found);
  const root = commonFolder([main.path, ...named]);
  const placeOf = (file: string) => relative(root, file).split(sep).join('/');
  const files = new Map([[placeOf(main.path), main.bytes]]);
  for (const file of named) files.set(placeOf(file), await readFile(file));
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  if (bytes > maxBytes)
    throw new AssayError(
      'suite-invalid',
      `The suite and its files have ${Math.round(bytes / 1e6)} MB; ${maxBytes / 1e6} MB can be saved.`,
      { remedy: 'Name single files in `readable` instead of a folder, or keep the suite as files.' },
    );
  return { suite, main: placeOf(main.path), files };
}
