/**
 * How the sources are built, counted from the files: rooms, rings, long files and functions, casts, tests beside sources, types that are written
 * more than once. Long functions are those of oxlint's `max-lines-per-function`, tests apart.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { root } from './support/root.ts';
import { conclude } from './support/verdict.ts';

const most = { loose_files: 3, rings: 0, files_over_400: 0, functions_over_60: 0 };
const minTestsToSource = 0.8;

const isTest = (file: string) => /\.test\.tsx?$/.test(file);
const isOurs = (file: string) => !file.endsWith('.d.ts') && !file.endsWith('.gen.ts');
const filesOf = (folder: string) =>
  globSync('**/*.{ts,tsx}', { cwd: join(root, folder) })
    .filter(isOurs)
    .map((file) => join(root, folder, file));
const textOf = new Map<string, string>();
const read = (file: string) => {
  const text = textOf.get(file) ?? readFileSync(file, 'utf8');
  textOf.set(file, text);
  return text;
};
const lines = (files: string[]) => files.reduce((sum, file) => sum + read(file).split('\n').length - 1, 0);

const src = filesOf('src').filter((file) => !isTest(file));
const web = filesOf('web/src').filter((file) => !isTest(file));
const sources = [...src, ...web];
const webTests = filesOf('web/src').filter(isTest);
/** What tests share counts as test. */
const tests = [...filesOf('src').filter(isTest), ...filesOf('test'), ...webTests];

const importPattern = /(?:from|import\(|import)\s*'(\.[^']+)'/g;
const importsOf = (file: string) =>
  [...read(file).matchAll(importPattern)].map(([, path]) => resolve(dirname(file), path as string));

/** Strongly connected groups of more than one file (Tarjan). */
function rings(files: string[]): string[][] {
  const known = new Set(files);
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string) => {
    order.set(file, order.size);
    low.set(file, order.get(file) as number);
    open.push(file);
    for (const next of importsOf(file).filter((path) => known.has(path))) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) low.set(file, Math.min(low.get(file) as number, low.get(next) as number));
    }
    if (low.get(file) !== order.get(file)) return;
    const ring = open.splice(open.indexOf(file));
    if (ring.length > 1) found.push(ring);
  };
  for (const file of files) if (!order.has(file)) visit(file);
  return found;
}

/** `file:line name (lines)` of every function over 60 lines. */
function longFunctions(): string[] {
  const { stdout } = spawnSync(
    join(root, 'node_modules/.bin/oxlint'),
    [
      '-c',
      join(root, 'bench/support/function-length.json'),
      '--format',
      'unix',
      'src',
      'web',
      'bench',
      'scripts',
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  const all = stdout.split('\n').filter((line) => line.includes('max-lines-per-function'));
  return all.filter((line) => !isTest(line.split(':', 1)[0] as string));
}

/** Without comments, and without what stands between quotes. */
const codeOf = (file: string) =>
  read(file).replaceAll(
    /\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g,
    "''",
  );

/** Types that are declared in several files with the same name and the same members. */
function repeatedTypes(): string[] {
  const places = new Map<string, Set<string>>();
  for (const file of sources)
    for (const [, name, body] of codeOf(file).matchAll(
      /^(?:export )?(?:interface|type) (\w+)[^={\n]*(?:= )?\{\n([\s\S]*?)^\}/gm,
    )) {
      const members = [...(body as string).matchAll(/^ {2}(?:readonly )?(\w+)\??[:(<]/gm)].map(
        ([, member]) => member,
      );
      const key = `${name} {${members.toSorted().join(', ')}}`;
      places.set(key, (places.get(key) ?? new Set()).add(file));
    }
  return [...places].flatMap(([key, files]) => (files.size > 1 ? [key] : []));
}

const isImport = /^(?:import|export)\b[^;]*?;/gm;
const casts = sources.reduce(
  (sum, file) =>
    sum +
    [
      ...codeOf(file)
        .replaceAll(isImport, '')
        .matchAll(/[\w)\]}'!] as (?!const\b)[\w{[('(]/g),
    ].length,
  0,
);
const loose = globSync('src/*.{ts,tsx}', { cwd: root }).filter((file) => isOurs(file) && !isTest(file));
const found = {
  rings: [...rings(src), ...rings(web)].map((ring) => ring.map((file) => basename(file))),
  files_over_400: sources.filter((file) => read(file).split('\n').length > 401),
  functions_over_60: longFunctions(),
  duplicate_type_definitions: repeatedTypes(),
  loose_files: loose,
};
for (const [name, items] of Object.entries(found)) if (items.length > 0) console.log(name, items);
const figures = {
  rooms: globSync('src/*/', { cwd: root }).length,
  loose_files: loose.length,
  rings: found.rings.length,
  files_over_400: found.files_over_400.length,
  functions_over_60: found.functions_over_60.length,
  casts,
  tests_to_source: lines(tests) / lines(sources),
  web_tests_to_source: lines(webTests) / lines(web),
  duplicate_type_definitions: found.duplicate_type_definitions.length,
};
conclude(
  'structure',
  {
    loose_files: figures.loose_files <= most.loose_files,
    rings: figures.rings <= most.rings,
    files_over_400: figures.files_over_400 <= most.files_over_400,
    functions_over_60: figures.functions_over_60 <= most.functions_over_60,
    tests_to_source: figures.tests_to_source >= minTestsToSource,
  },
  figures,
);
