import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The written rule and the imports as they are: layers, packages, rings. */
interface Room {
  rooms: string[];
  packages: string[];
  node: string[];
}
const root = resolve(import.meta.dirname, '..');
const rules = JSON.parse(readFileSync(join(root, 'architecture.json'), 'utf8')) as {
  everyRoom: { rooms: string[] };
  rooms: Record<string, Room>;
  web: Record<string, string[] | string>;
};

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g;

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(importPattern)].map(
    (match) => (match[1] ?? match[2] ?? match[3]) as string,
  );
}

function sources(folder: string): string[] {
  return globSync('**/*.{ts,tsx}', { cwd: join(root, folder) })
    .filter(
      (file) => !/\.(test|bench)\.tsx?$/.test(file) && !file.endsWith('.gen.ts') && !file.endsWith('.d.ts'),
    )
    .map((file) => join(root, folder, file));
}

const roomOf = (file: string, folder: string) => relative(join(root, folder), file).split('/')[0] as string;
const matches = (list: string[], name: string) =>
  list.some(
    (entry) =>
      entry === '*' ||
      name === entry ||
      (entry.endsWith('/') ? name.startsWith(entry) : name.startsWith(`${entry}/`)),
  );

function srcViolations(): string[] {
  const found: string[] = [];
  for (const file of sources('src')) {
    const room = roomOf(file, 'src');
    const rule = rules.rooms[room];
    if (!rule) {
      found.push(`${room} is no room of architecture.json`);
      continue;
    }
    const rooms =
      room === 'contract' || room === 'base' ? rule.rooms : [...rule.rooms, ...rules.everyRoom.rooms];
    for (const specifier of importsOf(file)) {
      const where = `${relative(root, file)} imports ${specifier}`;
      if (specifier.startsWith('.')) {
        const other = roomOf(resolve(dirname(file), specifier), 'src');
        if (other !== room && !matches(rooms, other)) found.push(where);
      } else if (specifier.startsWith('node:')) {
        if (!matches(rule.node, specifier)) found.push(where);
      } else if (!matches(rule.packages, specifier)) found.push(where);
    }
  }
  return found;
}

function webViolations(): string[] {
  const found: string[] = [];
  for (const file of sources('web/src')) {
    const [layer, feature] = relative(join(root, 'web/src'), file).split('/') as [string, string];
    const allowed = rules.web[layer];
    if (!Array.isArray(allowed)) {
      if (!/^(main|vite-env)/.test(layer)) found.push(`web/src/${layer} is no layer of architecture.json`);
      continue;
    }
    for (const specifier of importsOf(file).filter((s) => s.startsWith('.'))) {
      const target = resolve(dirname(file), specifier);
      const where = `${relative(root, file)} imports ${specifier}`;
      if (!target.startsWith(join(root, 'web'))) {
        if (!matches(rules.web['src'] as string[], relative(join(root, 'src'), target))) found.push(where);
        continue;
      }
      const [otherLayer, otherFeature] = relative(join(root, 'web/src'), target).split('/') as [
        string,
        string,
      ];
      if (otherLayer !== layer && !allowed.includes(otherLayer)) found.push(where);
      if (layer === 'features' && otherLayer === 'features' && otherFeature !== feature) found.push(where);
    }
  }
  return found;
}

/** Rings of files by depth-first search; type-only imports count too. */
function rings(folder: string): string[] {
  const graph = new Map(
    sources(folder).map((file) => [
      file,
      importsOf(file)
        .filter((s) => s.startsWith('.'))
        .map((s) => resolve(dirname(file), s)),
    ]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (file: string, path: string[]) => {
    if (state.get(file) === 'done' || !graph.has(file)) return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].map((f) => relative(root, f)).join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

/** Packages that an entry loads before it does anything; what is imported for its types alone is not loaded. */
function packagesAtFirst(entry: string): string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const loaded = readFileSync(file, 'utf8').matchAll(
      /(?:^|\n)(?:import|export)\s(?!type\s)[^'";]*?from\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'/g,
    );
    for (const match of loaded) {
      const name = (match[1] ?? match[2]) as string;
      if (name.startsWith('.')) visit(resolve(dirname(file), name));
      else if (!name.startsWith('node:')) packages.add(name);
    }
  };
  visit(join(root, entry));
  return [...packages].sort();
}

describe('architecture', () => {
  it('keeps every import in src/ inside the written rules', () => {
    expect(srcViolations()).toEqual([]);
  });
  it('keeps every import in web/ inside the written rules', () => {
    expect(webViolations()).toEqual([]);
  });
  // each costs every command, or every run, time and memory
  it.each([
    ['src/cli/main.ts', ['commander']],
    ['src/providers/lanes/lane-thread.ts', ['@ai-sdk/provider', 'eventsource-parser', 'fastest-levenshtein']],
    ['src/providers/transport/clock-thread.ts', []],
  ])('%s loads no other packages at first than %j', (entry, packages) => {
    expect(packagesAtFirst(entry)).toEqual(packages);
  });
  it('has no ring of files', () => {
    expect([...rings('src'), ...rings('web/src')]).toEqual([]);
  });
  it('has no hand-written source file over 400 lines', () => {
    const long = [...sources('src'), ...sources('web/src')].filter(
      (file) => readFileSync(file, 'utf8').split('\n').length > 401,
    );
    expect(long.map((file) => relative(root, file))).toEqual([]);
  });
});
