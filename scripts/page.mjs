// Builds the page when its sources changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fail, root, run, say } from './setup.mjs';

const output = join(root, 'dist', 'web');
const timestamp = join(root, 'dist', 'web.fingerprint');

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

/** SHA-256 over everything the page is made of. */
function fingerprint() {
  const hash = createHash('sha256');
  const folders = ['web', join('src', 'contract'), join('src', 'view')];
  const files = folders.flatMap((folder) => filesBelow(join(root, folder)));
  for (const file of [...files, join(root, 'package-lock.json')]) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Leaves dist/web as the sources say; does nothing when it is so already. */
export async function buildPage({ env }) {
  const wanted = fingerprint();
  const built = existsSync(join(output, 'index.html')) && existsSync(timestamp);
  if (built && readFileSync(timestamp, 'utf8') === wanted) return;
  say('Building the page …');
  const result = await run('vite', ['build', '-c', join('web', 'vite.config.ts')], { quiet: true, env });
  if (result.code !== 0) fail(`the page could not be built:\n${result.output.trim()}`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(timestamp, wanted);
}
